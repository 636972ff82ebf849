import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import { job } from '../domain/job.ts';
import { done } from '../domain/result.ts';

const AT_A_TIME = 20;

/** Imports that a day's cap held up go on when the day is over. */
export const resumeImports = async ({ store }: Pick<Deps, 'store'>): Promise<void> => {
  await store.transaction(async (tx) => {
    const resumed = await tx.claimResumable(AT_A_TIME);
    await tx.enqueue(
      ...resumed.map(({ id, organizationId }) =>
        job('send-import', { organizationId, importId: id, requestId: uuidv7().slice(-12) }),
      ),
    );
    return done(null);
  });
};
