import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import { type JobPayloads, job } from '../domain/job.ts';
import { done } from '../domain/result.ts';
import { finished, type JobOutcome } from './job-outcome.ts';

const AT_ONCE = 200;

/**
 * Ends what was decided without its card: somebody was deactivated, demoted or invited from another screen. Derived from what is
 * stored, so that no way of deciding has to know of it, and none leaves a dead button for longer than a minute.
 */
export const settleHappenings = async (
  { store }: Pick<Deps, 'store'>,
  requestId = uuidv7().slice(-12),
): Promise<void> => {
  for (;;) {
    const ended = await store.transaction<number, never>(async (tx) => {
      const decided = await tx.endDecidedHappenings(AT_ONCE);
      await tx.enqueue(
        ...decided.map(({ id, organizationId }) =>
          job('announce-happening', { organizationId, happeningId: id, requestId }),
        ),
      );
      return done(decided.length);
    });
    if (!ended.ok || ended.value < AT_ONCE) return;
  }
};

/** The same at once, after an act that may be such a decision. */
export const settleHappeningsNow = async (
  { store }: Pick<Deps, 'store'>,
  { requestId }: JobPayloads['settle-happenings'],
): Promise<JobOutcome> => {
  await settleHappenings({ store }, requestId);
  return finished;
};
