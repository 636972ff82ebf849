import { type Tellers, told } from './doctor-wording.ts';
import { count, listOf } from './plural.ts';

const again = 'then start Usher again';
const reinstall = 'install the app into the workspace again';

/** The token, the app, and the way from Slack to Usher. */
export const slackTellers: Tellers<
  | 'token_unknown'
  | 'token_revoked'
  | 'token_refused'
  | 'app_removed'
  | 'slack_held_back'
  | 'slack_unreachable'
  | 'app_token_refused'
  | 'other_workspace'
  | 'scopes_missing'
  | 'url_unreachable'
  | 'url_answers_otherwise'
  | 'signature_refused'
  | 'never_reached'
  | 'stray_command'
> = {
  token_unknown: (_, { pen }) =>
    told(
      `Slack does not know ${pen.code('SLACK_BOT_TOKEN')}.`,
      'Nothing reaches anybody in Slack.',
      `Copy the Bot User OAuth Token again from “OAuth & Permissions” of your Slack app, ${again}.`,
    ),
  token_revoked: (_, { pen }) =>
    told(
      `${pen.code('SLACK_BOT_TOKEN')} was revoked.`,
      'Nothing reaches anybody in Slack, and Usher answers nobody.',
      `On “OAuth & Permissions” of your Slack app, ${reinstall} and copy the new token, ${again}.`,
    ),
  app_removed: (_, { pen }) =>
    told(
      'The app was removed from the workspace.',
      'Nothing reaches anybody in Slack, and Usher answers nobody.',
      `On “Install App” of your Slack app, install it again, copy the new token to ${pen.code('SLACK_BOT_TOKEN')}, ${again}.`,
    ),
  slack_held_back: ({ since }, { pen }) =>
    told(
      `What Usher sends to Slack is held back since ${pen.at(since)}, when Slack took nothing from it. Slack takes the token again.`,
      'What waits goes out within five minutes of that.',
      `If it stays so, see that the Usher that runs has this ${pen.code('SLACK_BOT_TOKEN')}: a new one counts from the next start.`,
    ),
  token_refused: ({ cause }, { pen }) =>
    told(
      `Slack refuses ${pen.code('SLACK_BOT_TOKEN')}: ${pen.code(cause)}.`,
      'Nothing reaches anybody in Slack.',
      `Copy the Bot User OAuth Token, which begins with ${pen.code('xoxb-')}, again, ${again}.`,
    ),
  slack_unreachable: ({ cause }, { pen }) =>
    told(
      `Slack cannot be reached from this machine (${pen.say(cause)}).`,
      'Nothing is sent to anybody in Slack. What was to be sent waits, and goes out later.',
      'See whether this machine may call slack.com over https, and whether Slack itself is in order: https://slack-status.com.',
    ),
  app_token_refused: ({ cause }, { pen }) =>
    told(
      `Slack refuses ${pen.code('SLACK_APP_TOKEN')}: ${pen.code(cause)}.`,
      'Usher cannot connect in Socket Mode, so that no command or button arrives.',
      `Make an app-level token with ${pen.code('connections:write')} under “Basic Information”, see that Socket Mode is on, ${again}.`,
    ),
  other_workspace: ({ given, stored }, { pen }) =>
    told(
      `${pen.code('SLACK_BOT_TOKEN')} is of the workspace ${pen.strong(given)}, and the people here are of ${pen.strong(stored)}.`,
      'Nobody of them is known there: commands and buttons find no admin, and messages no person.',
      `Put the token of the app in ${pen.strong(stored)} there, ${again}; for another workspace use another database.`,
    ),
  scopes_missing: ({ scopes }, { pen }) =>
    told(
      `The app lacks ${count(scopes.length, 'permission', 'permissions')}: ${listOf(scopes.map((scope) => pen.code(scope)))}.`,
      'Slack refuses what needs them.',
      `Print the manifest again, paste it under “App Manifest” of your Slack app, and ${reinstall}.`,
    ),
  url_unreachable: ({ cause }, { pen }) =>
    told(
      `${pen.code('PUBLIC_URL')} does not answer when it is asked from this machine (${pen.say(cause)}).`,
      'If others cannot reach it either, invitation pages do not open, and over HTTP no command of Slack arrives.',
      `Open ${pen.code('PUBLIC_URL')}/healthz in a browser elsewhere. If it says “ok”, all is well; else look at the name, the proxy and the firewall.`,
    ),
  url_answers_otherwise: ({ cause }, { pen }) =>
    told(
      `${pen.code('PUBLIC_URL')} is answered by something else than Usher (${pen.say(cause)}).`,
      'Invitation pages do not open, and over HTTP no command of Slack arrives.',
      `Let the proxy pass everything on to the port of Usher; ${pen.code('PUBLIC_URL')}/healthz has to say “ok”.`,
    ),
  signature_refused: ({ at }, { pen }) =>
    told(
      `What came as from Slack was refused for its signature, last ${pen.at(at)}, and nothing good came since.`,
      'No command, button or form works.',
      `Copy the Signing Secret again from “Basic Information” of your Slack app to ${pen.code('SLACK_SIGNING_SECRET')}, ${again}. The proxy must pass on the body as it is.`,
    ),
  never_reached: (_, { pen }) =>
    told(
      'Nothing of Slack has ever arrived.',
      'Commands, buttons and forms do not work yet.',
      `Type a command in Slack. If it fails, see that the manifest was made for ${pen.code('PUBLIC_URL')}, and that a proxy lets ${pen.code('/slack/events')} through.`,
    ),
  stray_command: ({ command, at }, { pen, command: own }) =>
    told(
      `Slack sends ${pen.code(command)}, last ${pen.at(at)}, and Usher answers to ${pen.code(own)}.`,
      'Whoever types it is told that nothing answers.',
      `Set ${pen.code('COMMAND_PREFIX')} to what the manifest has and start Usher again, or paste a manifest with the prefix of now.`,
    ),
};
