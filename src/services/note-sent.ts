import { setTimeout as sleep } from 'node:timers/promises';
import type { Deps } from '../deps.ts';

// A database that was killed is back within seconds, and whatever is killed in turn should find it noted by then.
const QUICK_MS = 200;
const SLOW_MS = 1_000;
const QUICK_FOR_MS = 60_000;
const AT_MOST_MS = 15 * 60_000;

/**
 * What went out is noted, however long the database is away: by the very process that sent it, since any other would look for it, or
 * send it a second time. Nobody is kept from stopping by it.
 */
export const noteSent = async ({ log }: Pick<Deps, 'log'>, note: () => Promise<unknown>): Promise<void> => {
  const sentAt = performance.now();
  const waitedMs = (): number => performance.now() - sentAt;
  for (let tries = 1; ; tries += 1) {
    try {
      await note();
      if (tries > 1) log.info({ tries, ms: Math.round(waitedMs()) }, 'What was sent is noted now.');
      return;
    } catch (error) {
      if (waitedMs() >= AT_MOST_MS) throw error;
      if (tries === 1) log.warn({ err: error }, 'What was sent could not be noted yet.');
    }
    await sleep(waitedMs() < QUICK_FOR_MS ? QUICK_MS : SLOW_MS, undefined, { ref: false });
  }
};
