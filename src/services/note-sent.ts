import { setTimeout as sleep } from 'node:timers/promises';
import type { Deps } from '../deps.ts';

// A database that was killed is back within seconds.
const againAfterMs = [250, 500, 1_000, 2_000, 4_000, 8_000];

/** What went out is noted, though the database is away for a moment: it would be looked for, or go out a second time. */
export const noteSent = async ({ log }: Pick<Deps, 'log'>, note: () => Promise<void>): Promise<void> => {
  for (const pauseMs of againAfterMs) {
    try {
      return await note();
    } catch (error) {
      log.warn({ err: error }, 'What was sent could not be noted yet.');
      await sleep(pauseMs);
    }
  }
  return note();
};
