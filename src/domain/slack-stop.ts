/** Slack takes nothing from Usher in a workspace: its token does not count, or may not do what Usher does. */
export type SlackStop = {
  /** Slack's word for it, such as `token_revoked`. */
  readonly cause: string;
  /** The scope that is missing, with `missing_scope`. */
  readonly needed: string | null;
};

/** Thrown by whatever is said in Slack while a workspace is stopped. The job is put off, and counts no attempt. */
export class SlackStopped extends Error {
  override name = 'SlackStopped';
  readonly teamId: string;
  readonly stop: SlackStop;

  constructor(teamId: string, stop: SlackStop) {
    super(`Slack takes nothing from Usher: ${stop.cause}.`);
    this.teamId = teamId;
    this.stop = stop;
  }
}

const copyAgain = 'copy the Bot User OAuth Token again from "OAuth & Permissions" of your Slack app';

const fixes: Readonly<Record<string, string>> = {
  invalid_auth: `Slack does not know SLACK_BOT_TOKEN: ${copyAgain}`,
  not_authed: `Slack does not know SLACK_BOT_TOKEN: ${copyAgain}`,
  not_allowed_token_type: `SLACK_BOT_TOKEN is not the token of a bot: ${copyAgain}`,
  token_expired: `SLACK_BOT_TOKEN has expired: ${copyAgain}, and turn token rotation off`,
  token_revoked: 'SLACK_BOT_TOKEN was revoked: install the app into the workspace again and copy the new token',
  account_inactive:
    'The app of SLACK_BOT_TOKEN was removed from the workspace: install it again and copy the new token',
};

/** Slack's errors that say it of every call alike. */
export const isSlackStop = (code: string): boolean => code === 'missing_scope' || Object.hasOwn(fixes, code);

/** What whoever runs Usher has to do, in one sentence. */
export const wordSlackStop = ({ cause, needed }: SlackStop): string => {
  if (cause === 'missing_scope')
    return `The app may not do what Usher needs${needed ? `: the scope ${needed} is missing` : ''}. Paste the manifest of this version under "App Manifest" of your Slack app and install it again.`;
  return `${fixes[cause] ?? `Slack refuses SLACK_BOT_TOKEN (${cause}): ${copyAgain}`}. Then restart Usher.`;
};
