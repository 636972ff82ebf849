import type { Deps } from '../deps.ts';
import type { Organization } from '../domain/organization.ts';
import type { NoticeOutcome, PostedRef } from '../ports/posts.ts';
import type { PostedKind } from '../ports/records.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';
import { tellChannelProblem } from './tell-channel-problem.ts';

/** Something that the admins of an organization are shown. */
export type AdminCard = {
  readonly organization: Organization;
  readonly kind: PostedKind;
  /** What it is about, such as the id of a request. Its copies are remembered as `subject:channel` and `subject:{membership}`. */
  readonly subject: string;
  /** Posts to a channel, or to an admin's user id; rewrites where it is `posted` already. */
  readonly say: (channel: string, posted: PostedRef | null) => Promise<NoticeOutcome>;
};

type AdminPosts = Pick<Deps, 'store' | 'notices'>;
type Later = Extract<NoticeOutcome, { kind: 'try_later' }>;

/**
 * Posts a card once: in the admin channel, or to each admin where there is no channel that can be reached. Asked again, it goes
 * only to those who have none yet.
 */
export const postToAdmins = async (deps: AdminPosts, card: AdminCard): Promise<JobOutcome> => {
  const { store } = deps;
  const { organization } = card;
  const copies = await findCopies(deps, card);
  if (copies.some(({ subject }) => subject === subjectOf(card, 'channel'))) return finished;
  // What went to the first of the admins goes to the others too, though the channel can be reached by now.
  const inChannel = copies.length > 0 ? 'nowhere' : await postToChannel(deps, card);
  if (inChannel !== 'nowhere') return inChannel;
  for (const { membershipId, slack } of await store.findAdminsInSlack(organization.id)) {
    if (copies.some(({ subject }) => subject === subjectOf(card, membershipId))) continue;
    const outcome = await sayOnce(deps, card, membershipId, slack.userId);
    if (outcome.kind === 'try_later') return asOutcome(outcome);
  }
  return finished;
};

/** Rewrites each copy with what is true now; those that are gone are forgotten. */
export const rewriteForAdmins = async (deps: AdminPosts, card: AdminCard): Promise<JobOutcome> => {
  for (const copy of await findCopies(deps, card)) {
    const outcome = await card.say(copy.channelId, copy);
    if (outcome.kind === 'try_later') return asOutcome(outcome);
    if (outcome.kind !== 'posted') await forget(deps, card, copy.subject);
  }
  return finished;
};

/** Rewrites each copy for the last time: it is decided, and no button stays. What is about the same comes as a new card then. */
export const settleForAdmins = async (deps: AdminPosts, card: AdminCard): Promise<JobOutcome> => {
  for (const copy of await findCopies(deps, card)) {
    const outcome = await card.say(copy.channelId, copy);
    if (outcome.kind === 'try_later') return asOutcome(outcome);
    await forget(deps, card, copy.subject);
  }
  return finished;
};

/** `nowhere`: there is no admin channel, or none that can be reached, of which an admin is told once. */
const postToChannel = async (deps: AdminPosts, card: AdminCard): Promise<JobOutcome | 'nowhere'> => {
  const { organization } = card;
  const channelId = organization.adminChannelId;
  if (channelId === null) return 'nowhere';
  const outcome = await sayOnce(deps, card, 'channel', channelId);
  if (outcome.kind === 'try_later') return asOutcome(outcome);
  if (outcome.kind === 'posted') {
    await deps.store.releasePosted(organization.id, 'channel_problem', channelId);
    return finished;
  }
  const cause = outcome.kind === 'unreachable' ? outcome.cause : outcome.kind;
  const told = await tellChannelProblem(deps, organization, { channelId, teamName: null, cause });
  return told?.kind === 'try_later' ? asOutcome(told) : 'nowhere';
};

const sayOnce = async (deps: AdminPosts, card: AdminCard, copy: string, channel: string): Promise<NoticeOutcome> => {
  const outcome = await card.say(channel, null);
  if (outcome.kind === 'posted') {
    const { id, slackTeamId } = card.organization;
    await deps.store.savePosted(id, card.kind, subjectOf(card, copy), slackTeamId, outcome);
  }
  return outcome;
};

const subjectOf = ({ subject }: AdminCard, copy: string): string => `${subject}:${copy}`;

const findCopies = ({ store }: AdminPosts, { organization, kind, subject }: AdminCard) =>
  store.findPostedCopies(organization.id, kind, `${subject}:`);

const forget = ({ store }: AdminPosts, { organization, kind }: AdminCard, subject: string): Promise<void> =>
  store.releasePosted(organization.id, kind, subject);

const asOutcome = ({ cause, afterSeconds }: Later): JobOutcome => again(cause, afterSeconds);
