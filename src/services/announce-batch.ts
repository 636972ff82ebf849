import type { Deps } from '../deps.ts';
import type { SlackUserRef } from '../domain/actor.ts';
import type { BatchSummary } from '../domain/announcement.ts';
import { type JobPayloads, job } from '../domain/job.ts';
import type { NoticeOutcome } from '../ports/notices.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';
import { noteSent } from './note-sent.ts';

/**
 * Brings the one living message of a batch up to date: posted once, edited from then on, posted anew if somebody removed it. A
 * digest that names somebody of the batch follows.
 */
export const announceBatch = async (
  deps: Deps,
  { batchId, requestId }: JobPayloads['announce-batch'],
): Promise<JobOutcome> => {
  const batch = await deps.store.findBatch(batchId);
  if (!batch) return finished;
  const { summary, organizationId, inviter } = batch;
  await followInDigest(deps, organizationId, summary, requestId);
  // An inviter whom no Slack user is bound to (the system, an appointed admin) reads of it on the pending screen.
  if (!inviter) return finished;
  const posted = await deps.store.findPosted(organizationId, 'batch', batchId);
  if (summary.isHandedOver && !posted) return finished;
  const known = posted ?? (await claim(deps, organizationId, batchId, inviter));
  if (known === 'lately') return again('on_its_way', ON_ITS_WAY_SECONDS);
  const edited = await deps.notices.batch(inviter, summary, known);
  const outcome =
    edited.kind === 'message_gone' && !summary.isHandedOver ? await deps.notices.batch(inviter, summary, null) : edited;
  if (outcome.kind === 'posted') {
    const { channelId, ts } = outcome;
    const where = { channelId, ts };
    if (posted?.ts !== ts)
      await noteSent(deps, () => deps.store.savePosted(organizationId, 'batch', batchId, inviter.teamId, where));
    return finished;
  }
  if (!posted && isRefused(outcome)) await deps.store.releasePosted(organizationId, 'batch', batchId);
  return outcome.kind === 'try_later' ? again(outcome.cause, outcome.afterSeconds) : finished;
};

const ON_ITS_WAY_SECONDS = 10;

/** Noted before it is posted: whoever finds the note and no message looks for one, since a process may have died in between. */
const claim = async (
  { store }: Deps,
  organizationId: string,
  batchId: string,
  { teamId }: SlackUserRef,
): Promise<'perhaps' | 'lately' | null> => {
  const claimed = await store.claimPost(organizationId, 'batch', batchId, teamId);
  if (claimed === 'new') return null;
  return claimed === 'lately' ? 'lately' : 'perhaps';
};

/** Slack said so: nothing is on its way. Where it did not answer, the message may be. */
const isRefused = (outcome: Exclude<NoticeOutcome, { kind: 'posted' }>): boolean =>
  outcome.kind !== 'try_later' || outcome.afterSeconds !== null;

/** The digest that stands in the admin channel, if it names one of these people. */
const followInDigest = async (
  { store }: Deps,
  organizationId: string,
  { entries }: BatchSummary,
  requestId: string,
): Promise<void> => {
  const standing = (await store.findDigests(organizationId)).find(({ posted }) => posted);
  const ids = new Set(entries.map(({ invitationId }) => invitationId));
  if (standing?.content?.entries.some(({ id }) => ids.has(id))) {
    await store.enqueue(job('announce-digest', { organizationId, day: standing.day, requestId }));
  }
};
