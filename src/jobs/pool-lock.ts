import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from 'pino';

/** First key of the advisory locks that stand for job runners; the second is the hash of the runner's pool id. */
export const POOL_LOCKS = 7_406_018;

export type PoolLock = { readonly release: () => Promise<void> };

const RECONNECT_MS = 1_000;

/**
 * Says "this job runner is alive" for as long as the process lives: a lock on one connection of its own, gone the moment the
 * process is. Should only the connection break, it is taken again.
 */
export const holdPoolLock = async (url: string, poolId: string, log: Logger): Promise<PoolLock> => {
  let isReleased = false;
  let held = await take(url, poolId);
  const keep = async (): Promise<void> => {
    for (;;) {
      await held.broken;
      if (isReleased) return;
      log.warn('The connection that holds the job runner’s lock broke; it is taken again.');
      const next = await takeAgain(url, poolId, () => isReleased);
      if (!next) return;
      held = next;
    }
  };
  void keep();
  return {
    release: async () => {
      isReleased = true;
      await held.end();
    },
  };
};

const takeAgain = async (url: string, poolId: string, isReleased: () => boolean): Promise<Held | undefined> => {
  while (!isReleased()) {
    const held = await take(url, poolId).catch(() => undefined);
    if (held && !isReleased()) return held;
    await held?.end();
    await sleep(RECONNECT_MS, undefined, { ref: false });
  }
  return undefined;
};

type Held = { readonly broken: Promise<void>; readonly end: () => Promise<void> };

const take = async (url: string, poolId: string): Promise<Held> => {
  const client = new Client({ connectionString: url, keepAlive: true, application_name: 'usher job runner' });
  // `end` follows every error; without a listener the error would end the process.
  client.on('error', () => undefined);
  const broken = new Promise<void>((resolve) => {
    client.once('end', () => resolve());
  });
  const end = (): Promise<void> => client.end().catch(() => undefined);
  try {
    await client.connect();
    await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [POOL_LOCKS, poolId]);
  } catch (error) {
    await end();
    throw error;
  }
  return { broken, end };
};
