import type { Deps } from '../deps.ts';
import type { BatchSummary } from '../domain/announcement.ts';
import { type JobPayloads, job } from '../domain/job.ts';
import { finished, type JobOutcome } from './job-outcome.ts';
import { keepLivingMessage } from './keep-living-message.ts';

/**
 * Brings the one living message of a batch up to date: posted once, edited from then on, posted anew if somebody removed it. A
 * digest that names somebody of the batch follows.
 */
export const announceBatch = async (
  deps: Deps,
  { batchId, requestId }: JobPayloads['announce-batch'],
): Promise<JobOutcome> => {
  const imported = await deps.store.findImportOfBatch(batchId);
  if (imported) {
    // Thousands of people are told of by counts, once a second.
    const { organizationId } = imported;
    await deps.store.enqueue(job('announce-import', { organizationId, importId: batchId, requestId }));
    return finished;
  }
  const batch = await deps.store.findBatch(batchId);
  if (!batch) return finished;
  const { summary, organizationId, inviter } = batch;
  await followInDigest(deps, organizationId, summary, requestId);
  // An inviter whom no Slack user is bound to (the system, an appointed admin) reads of it on the pending screen.
  if (!inviter) return finished;
  return keepLivingMessage(deps, {
    ...{
      organizationId,
      kind: 'batch',
      subject: batchId,
      to: inviter,
      isHandedOver: summary.isHandedOver ?? false,
      notesWhen: false,
    },
    say: (posted) => deps.notices.batch(inviter, summary, posted),
  });
};

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
