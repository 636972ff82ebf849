import { mrkdwnPen } from '../wording.ts';
import { type Message, section } from './blocks.ts';

export type ChannelProblem = {
  readonly channelId: string;
  readonly teamName: string | null;
  readonly post?: 'digest' | 'weekly';
  readonly cause: string;
};

/** Told once to an admin: which channel, why, and how to mend it. */
export const channelProblemMessage = (problem: ChannelProblem, botUserId: string): Message => {
  const { channelId, cause } = problem;
  const { subject, plain, meanwhile } = subjectOf(problem);
  const { what, fix } = explain(cause, channelId, botUserId);
  return {
    text: `${plain} can't be posted: ${what}`,
    blocks: [
      section([`${subject} can't be posted in <#${channelId}>: ${what}.`, `${fix} ${meanwhile}; this is said once.`]),
    ],
  };
};

const subjectOf = ({ teamName, post }: ChannelProblem): { subject: string; plain: string; meanwhile: string } => {
  const pen = mrkdwnPen('UTC');
  if (teamName !== null) {
    return {
      subject: `News of ${pen.strong(teamName)}`,
      plain: `News of ${pen.say(teamName)}`,
      meanwhile: 'Everything else goes on',
    };
  }
  const alike = (subject: string, meanwhile: string) => ({ subject, plain: subject, meanwhile });
  switch (post) {
    case 'digest':
      return alike('The digest of pending invitations', 'Until then the pending list shows what waits');
    case 'weekly':
      return alike('The weekly post', 'Everything else goes on');
    default:
      return alike('Requests to join', 'Until then each admin gets them by direct message');
  }
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
