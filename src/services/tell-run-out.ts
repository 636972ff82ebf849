import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import { job } from '../domain/job.ts';
import { done } from '../domain/result.ts';

// A minute's worth: after an outage the rest follows in the minutes after, instead of all at once.
const AT_ONCE = 30;

/** Nothing happens when a link runs out, so the messages that should say so are looked for: living ones, and cards of invitees. */
export const tellRunOut = async ({ store }: Pick<Deps, 'store'>): Promise<void> => {
  await store.transaction<null, never>(async (tx) => {
    const batchIds = await tx.claimRunOut(AT_ONCE);
    const invitationIds = await tx.claimRunOutCards(AT_ONCE);
    const requestId = uuidv7().slice(-12);
    await tx.enqueue(
      ...batchIds.map((batchId) => job('announce-batch', { batchId, requestId })),
      ...invitationIds.map((invitationId) => job('settle-card', { invitationId, requestId })),
    );
    return done(null);
  });
};
