import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Channels, ChannelTrial } from '../ports/channels.ts';
import { slackErrorCode } from './slack-errors.ts';
import { textMessage } from './views/refusal-surfaces.ts';
import { within } from './within.ts';
import { mrkdwnPen } from './wording.ts';

// Somebody waits for the form that asks this.
const patienceMs = 1200;

const trials: Readonly<Record<string, ChannelTrial>> = {
  not_in_channel: 'not_in_channel',
  // A private channel without the app is as good as unknown to it.
  channel_not_found: 'gone',
  is_archived: 'archived',
};

/** `client`: the interactive one, since a form waits for the answer. */
export const createChannels = ({ client, log }: { readonly client: WebClient; readonly log: Logger }): Channels => {
  const tryOut: Channels['tryOut'] = async (channelId, person, about) => {
    const line = `Usher can post here: it will tell this channel of ${mrkdwnPen('UTC').say(about)}. Only you see this.`;
    try {
      await client.chat.postEphemeral({ channel: channelId, user: person.userId, ...textMessage(line) });
      return 'open';
    } catch (error) {
      const trial = trials[slackErrorCode(error) ?? ''];
      if (!trial) log.info({ err: error }, 'Slack did not say whether a channel can be posted to');
      return trial ?? 'unknown';
    }
  };
  return {
    tryOut: async (...asked) => (await within(tryOut(...asked), patienceMs))?.value ?? 'unknown',
  };
};
