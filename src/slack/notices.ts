import type { MessageMetadata } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { InvitationRecord } from '../domain/invitation.ts';
import type { NoticeOutcome, Notices, PostedRef } from '../ports/notices.ts';
import { exportNotices } from './export-notices.ts';
import { happeningNotices } from './happening-notices.ts';
import { noticeOutcome } from './slack-errors.ts';
import { adminGrantedMessage } from './views/admin-granted-message.ts';
import { askNewLinkCard } from './views/ask-new-link-card.ts';
import { batchMessage } from './views/batch-message.ts';
import type { Message } from './views/blocks.ts';
import { channelProblemMessage } from './views/channel-problem-message.ts';
import { digestMessage } from './views/digest-message.ts';
import { invitationCard, settledCard } from './views/invitation-card.ts';
import { jobFailedMessage } from './views/job-failed-message.ts';
import { joinRequestCard, requestAnswerMessage } from './views/join-request-card.ts';
import { pauseCard, pauseDecidedMessage } from './views/pause-card.ts';
import { reminderMessage } from './views/reminder-message.ts';
import { roleChangedMessage } from './views/role-changed-message.ts';
import { teamPost } from './views/team-post.ts';
import { weeklyPost } from './views/weekly-post.ts';
import { welcomeMessage } from './views/welcome-message.ts';

/** Event type of the metadata on an invitation card: recognises the card of an invitation whatever its text says. */
const CARD_METADATA = 'usher_invitation';

export type NoticesParts = {
  /** The bulk client of the workspace. */
  readonly client: WebClient;
  readonly botUserId: string;
  /** The database's clock. */
  readonly now: () => Promise<Date>;
};

/** Everything that Usher says in Slack by itself. A user id as channel opens the DM with that person. */
export const createNotices = ({ client, botUserId, now }: NoticesParts): Notices => {
  const post = (channel: string, message: Message, metadata?: MessageMetadata): Promise<NoticeOutcome> =>
    attempt(() => client.chat.postMessage({ channel, ...message, ...quiet, ...(metadata && { metadata }) }));

  const edit = ({ channelId, ts }: PostedRef, message: Message, metadata?: MessageMetadata): Promise<NoticeOutcome> =>
    asEdit(attempt(() => client.chat.update({ channel: channelId, ts, ...message, ...(metadata && { metadata }) })));

  const postOrEdit = (channel: string, message: Message, posted: PostedRef | null): Promise<NoticeOutcome> =>
    posted ? edit(posted, message) : post(channel, message);

  return {
    invitationCard: (to, invitation, organization) =>
      post(to.userId, invitationCard(invitation, organization), cardMetadata(invitation)),
    settledCard: async (_teamId, card, invitation, organization) =>
      edit(card, settledCard(invitation, organization, await now()), cardMetadata(invitation)),
    rewrittenCard: (_teamId, card, invitation, organization) =>
      edit(card, invitationCard(invitation, organization), cardMetadata(invitation)),
    reminder: (to, invitation, organization, ordinal) =>
      post(to.userId, reminderMessage(invitation, organization, ordinal), cardMetadata(invitation)),
    batch: (to, batch, posted) => postOrEdit(to.userId, batchMessage(batch), posted),
    teamNews: (_teamId, channelId, news, posted) => postOrEdit(channelId, teamPost(news), posted),
    welcome: (to, member, organization) => post(to.userId, welcomeMessage(member, organization)),
    askedForNewLink: (to, invitation) => post(to.userId, askNewLinkCard(invitation)),
    channelProblem: (to, problem) => post(to.userId, channelProblemMessage(problem, botUserId)),
    jobFailed: (to, failed) => post(to.userId, jobFailedMessage(failed)),
    adminGranted: (to, member, by) => post(to.userId, adminGrantedMessage(member, by)),
    roleChanged: (to, news, organization) => post(to.userId, roleChangedMessage(news, organization)),
    pauseCard: (to, pause, organization, posted) => postOrEdit(to.userId, pauseCard(pause, organization), posted),
    joinRequest: (channel, request, background, organization, posted) =>
      postOrEdit(channel, joinRequestCard(request, background, organization), posted),
    requestAnswer: (to, request, organization) => post(to.userId, requestAnswerMessage(request, organization)),
    digest: (channelId, digest, organization, posted) =>
      postOrEdit(channelId, digestMessage(digest, organization), posted),
    weekly: (channelId, news, organization) => post(channelId, weeklyPost(news, organization)),
    ...exportNotices(client, post),
    ...happeningNotices(postOrEdit),
    pauseDecided: (to, pause, organization) => post(to.userId, pauseDecidedMessage(pause, organization)),
  };
};

// A preview of the product's page under every message would be noise, and Slack would fetch what we link to.
const quiet = { unfurl_links: false, unfurl_media: false };

const cardMetadata = ({ id, generation }: InvitationRecord): MessageMetadata => ({
  event_type: CARD_METADATA,
  event_payload: { invitation_id: id, generation },
});

// A channel that cannot be reached any more holds a message that cannot be edited: a new post finds out where it can go.
const asEdit = async (edited: Promise<NoticeOutcome>): Promise<NoticeOutcome> => {
  const outcome = await edited;
  return outcome.kind === 'unreachable' ? { kind: 'message_gone' } : outcome;
};

type Sent = { readonly channel?: string | undefined; readonly ts?: string | undefined };

const attempt = async (send: () => Promise<Sent>): Promise<NoticeOutcome> => {
  try {
    const { channel, ts } = await send();
    if (!channel || !ts) throw new Error('Slack took a message without saying where it is.');
    return { kind: 'posted', channelId: channel, ts };
  } catch (error) {
    const outcome = noticeOutcome(error);
    if (!outcome) throw error;
    return outcome;
  }
};
