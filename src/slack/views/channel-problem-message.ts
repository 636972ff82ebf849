import { mrkdwnPen } from '../wording.ts';
import { type Message, section } from './blocks.ts';

export type ChannelProblem = { readonly channelId: string; readonly teamName: string; readonly cause: string };

/** Told once to an admin: which channel, why, and how to mend it. */
export const channelProblemMessage = ({ channelId, teamName, cause }: ChannelProblem, botUserId: string): Message => {
  const team = mrkdwnPen('UTC').say(teamName);
  const { what, fix } = explain(cause, channelId, botUserId);
  return {
    text: `Joins of ${team} can't be posted: ${what}`,
    blocks: [
      section([
        `Joins of *${team}* can't be posted in <#${channelId}>: ${what}.`,
        `${fix} Everything else goes on; this is said once.`,
      ]),
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
    return { what: 'the channel is archived', fix: 'Bring it back, or give the team another channel.' };
  return {
    what: `Slack says \`${cause.replace(/[^\w-]/g, '')}\``,
    fix: 'Ask an admin of the Slack workspace who may post in this channel.',
  };
};
