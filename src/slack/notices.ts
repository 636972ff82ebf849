import type { MessageMetadata } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { InvitationRecord } from '../domain/invitation.ts';
import type { Notices } from '../ports/notices.ts';
import type { NoticeOutcome, PostedRef, PostMark } from '../ports/posts.ts';
import { exportNotices } from './export-notices.ts';
import { findSent, markOf } from './find-sent.ts';
import { happeningNotices } from './happening-notices.ts';
import { importNotices } from './import-notices.ts';
import type { KeepUp, PostOrEdit, What } from './posting.ts';
import { noticeOutcome } from './slack-errors.ts';
import { adminGrantedMessage } from './views/admin-granted-message.ts';
import { askNewLinkCard } from './views/ask-new-link-card.ts';
import { batchMessage } from './views/batch-message.ts';
import type { Message } from './views/blocks.ts';
import { channelProblemMessage } from './views/channel-problem-message.ts';
import { digestMessage } from './views/digest-message.ts';
import { invitationCard, settledCard } from './views/invitation-card.ts';
import { inviteLinkMessage } from './views/invite-link-message.ts';
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
  /** Of the job that says it. */
  readonly mark?: PostMark | undefined;
  /** Links can be mailed, which cards offer then. */
  readonly canMail: boolean;
};

/** Everything that Usher says in Slack by itself. A user id as channel opens the DM with that person. */
export const createNotices = ({ client, botUserId, now, canMail, mark: given }: NoticesParts): Notices => {
  const postMarked = (
    channel: string,
    message: Message,
    mark: PostMark | undefined,
    metadata?: MessageMetadata,
  ): Promise<NoticeOutcome> =>
    attempt(async () => {
      const sent = mark?.mayBeSent && isPerson(channel) ? await findSent(client, channel, mark.key) : undefined;
      const marked = mark ? markOf(mark.key, metadata) : metadata;
      return sent ?? client.chat.postMessage({ channel, ...message, ...quiet, ...(marked && { metadata: marked }) });
    });

  const post = (what: What, channel: string, message: Message, metadata?: MessageMetadata): Promise<NoticeOutcome> =>
    postMarked(channel, message, given && { ...given, key: `${what}:${given.key}` }, metadata);

  const edit = ({ channelId, ts }: PostedRef, message: Message, metadata?: MessageMetadata): Promise<NoticeOutcome> =>
    asEdit(attempt(() => client.chat.update({ channel: channelId, ts, ...message, ...(metadata && { metadata }) })));

  const postOrEdit: PostOrEdit = (what, channel, message, posted) =>
    posted ? edit(posted, message) : post(what, channel, message);

  const living = keepUp(postMarked, edit);

  return {
    invitationCard: (to, invitation, organization) =>
      post('invitationCard', to.userId, invitationCard(invitation, organization, canMail), cardMetadata(invitation)),
    settledCard: async (_teamId, card, invitation, organization, asks) =>
      edit(card, settledCard(invitation, organization, await now(), asks), cardMetadata(invitation)),
    rewrittenCard: (_teamId, card, invitation, organization) =>
      edit(card, invitationCard(invitation, organization, canMail), cardMetadata(invitation)),
    reminder: (to, invitation, organization, ordinal) => {
      const message = reminderMessage(invitation, organization, ordinal, canMail);
      return post('reminder', to.userId, message, cardMetadata(invitation));
    },
    batch: (to, batch, posted) => living(to.userId, `batch:${batch.batchId}`, batchMessage(batch), posted),
    inviteLinkNews: (to, news, posted) => living(to.userId, `link:${news.link.id}`, inviteLinkMessage(news), posted),
    teamNews: (_teamId, channelId, news, posted) => postOrEdit('teamNews', channelId, teamPost(news), posted),
    welcome: (to, member, organization) => post('welcome', to.userId, welcomeMessage(member, organization)),
    askedForNewLink: (to, invitation) => post('askedForNewLink', to.userId, askNewLinkCard(invitation)),
    channelProblem: (to, problem) => post('channelProblem', to.userId, channelProblemMessage(problem, botUserId)),
    jobFailed: (to, failed) => post('jobFailed', to.userId, jobFailedMessage(failed)),
    adminGranted: (to, member, by) => post('adminGranted', to.userId, adminGrantedMessage(member, by)),
    roleChanged: (to, news, organization) => post('roleChanged', to.userId, roleChangedMessage(news, organization)),
    pauseCard: (to, pause, organization, posted) =>
      postOrEdit('pauseCard', to.userId, pauseCard(pause, organization), posted),
    joinRequest: (channel, request, background, organization, posted) =>
      postOrEdit('joinRequest', channel, joinRequestCard(request, background, organization), posted),
    requestAnswer: (to, request, organization) =>
      post('requestAnswer', to.userId, requestAnswerMessage(request, organization)),
    digest: (channelId, digest, organization, posted) =>
      postOrEdit('digest', channelId, digestMessage(digest, organization), posted),
    weekly: (channelId, news, organization) => post('weekly', channelId, weeklyPost(news, organization)),
    ...exportNotices(client, post),
    ...happeningNotices(postOrEdit),
    ...importNotices(client, post, living),
    pauseDecided: (to, pause, organization) =>
      post('pauseDecided', to.userId, pauseDecidedMessage(pause, organization)),
  };
};

type PostMarked = (channel: string, message: Message, mark: PostMark) => Promise<NoticeOutcome>;
type Edit = (posted: PostedRef, message: Message) => Promise<NoticeOutcome>;

/** Any job may post it first, so its mark is its own and not that of a job. */
const keepUp =
  (postMarked: PostMarked, edit: Edit): KeepUp =>
  async (channel, key, message, posted) => {
    if (posted && posted !== 'perhaps') return edit(posted, message);
    const mark = { key, mayBeSent: posted === 'perhaps' };
    const outcome = await postMarked(channel, message, mark);
    // What was said then may not be what is true now.
    return mark.mayBeSent && outcome.kind === 'posted' ? edit(outcome, message) : outcome;
  };

/** Only there may Usher look what was said: it asks for no right to read channels. */
const isPerson = (channel: string): boolean => /^[UW]/.test(channel);

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
