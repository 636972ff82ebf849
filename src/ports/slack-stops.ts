import type { SlackStop } from '../domain/slack-stop.ts';

export type KnownSlackStop = SlackStop & { readonly since: Date };

export type SlackStopReads = {
  /** Null while Slack takes what Usher sends to this workspace. */
  readonly findSlackStop: (slackTeamId: string) => Promise<KnownSlackStop | null>;
};

export type SlackStopNotes = {
  /** What holds this workspace up, for the one process that asks Slack about it now; null for the others, and while nothing does. */
  readonly claimSlackTrial: (slackTeamId: string) => Promise<SlackStop | null>;
};

export type SlackStopWrites = {
  /** Null where it was known already. */
  readonly stopSlack: (slackTeamId: string, stop: SlackStop) => Promise<{ readonly organizationId: string } | null>;
  /** Null where nothing held it up. */
  readonly resumeSlack: (slackTeamId: string) => Promise<{ readonly organizationId: string } | null>;
};

/** The token of the workspace that this process works for. */
export type SlackToken = {
  readonly teamId: string;
  /** Asks Slack whether it counts, and may do what was missing. Undefined: Slack did not say. */
  readonly tryOut: (needed: string | null) => Promise<{ readonly works: boolean } | undefined>;
};
