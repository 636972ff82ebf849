import { mrkdwnPen } from '../wording.ts';
import { type Message, section } from './blocks.ts';

export type ChannelProblem = { readonly channelId: string; readonly teamName: string | null; readonly cause: string };

/** Told once to an admin: which channel, why, and how to mend it. */
export const channelProblemMessage = ({ channelId, teamName, cause }: ChannelProblem, botUserId: string): Message => {
  const pen = mrkdwnPen('UTC');
  const subject = teamName === null ? 'Requests to join' : `Joins of ${pen.strong(teamName)}`;
  const plain = teamName === null ? 'Requests to join' : `Joins of ${pen.say(teamName)}`;
  const meanwhile = teamName === null ? 'Until then each admin gets them by direct message' : 'Everything else goes on';
  const { what, fix } = explain(cause, channelId, botUserId);
  return {
    text: `${plain} can't be posted: ${what}`,
    blocks: [
      section([`${subject} can't be posted in <#${channelId}>: ${what}.`, `${fix} ${meanwhile}; this is said once.`]),
    ],
  };
};

const explain = (cause: string, channelId: string, botUserId: string): { what: string; fix: string } => {
  const invite = `Type \`/invite\` <@${botUserId}> in <#${channelId}>.`;
  if (cause === 'not_in_channel') return { what: 'Usher is not in the channel', fix: invite };
  if (cause === 'channel_not_found') {
    return {
      what: 'the channel is gone, or it is private and Usher is not in it',
      fix: `If it is still there: ${invite}`,
    };
  }
  if (cause === 'is_archived')
    return { what: 'the channel is archived', fix: 'Bring it back, or choose another channel.' };
  return {
    what: `Slack says \`${cause.replace(/[^\w-]/g, '')}\``,
    fix: 'Ask an admin of the Slack workspace who may post in this channel.',
  };
};
