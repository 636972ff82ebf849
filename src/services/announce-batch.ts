import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';

/** Brings the one living message of a batch up to date: posted once, edited from then on, posted anew if somebody removed it. */
export const announceBatch = async (deps: Deps, { batchId }: JobPayloads['announce-batch']): Promise<JobOutcome> => {
  const batch = await deps.store.findBatch(batchId);
  // An inviter whom no Slack user is bound to (the system, an appointed admin) reads of it on the pending screen.
  if (!batch?.inviter) return finished;
  const { summary, organizationId, inviter } = batch;
  const posted = await deps.store.findPosted(organizationId, 'batch', batchId);
  if (summary.isHandedOver && !posted) return finished;
  const edited = await deps.notices.batch(inviter, summary, posted);
  const outcome =
    edited.kind === 'message_gone' && !summary.isHandedOver ? await deps.notices.batch(inviter, summary, null) : edited;
  if (outcome.kind === 'try_later') return again(outcome.cause, outcome.afterSeconds);
  if (outcome.kind === 'posted') {
    const { channelId, ts } = outcome;
    if (posted?.ts !== ts)
      await deps.store.savePosted(organizationId, 'batch', batchId, inviter.teamId, { channelId, ts });
  }
  return finished;
};
