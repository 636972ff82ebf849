import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import { noteBounce } from './note-bounce.ts';

/** Reads the mailbox where mails come back to, one process at a time. */
export const collectBounces = async (
  deps: Pick<Deps, 'store' | 'log' | 'metrics' | 'bounceMailbox'>,
): Promise<void> => {
  const { store, bounceMailbox } = deps;
  if (!bounceMailbox) return;
  await store.alone('collect-bounces', () =>
    bounceMailbox.collect(async (report) => {
      await noteBounce(deps, report, { via: 'job', requestId: uuidv7() });
    }),
  );
};
