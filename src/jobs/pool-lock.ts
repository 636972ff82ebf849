import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from 'pino';

/** First key of the advisory locks that stand for job runners; the second is the hash of the runner's pool id. */
export const POOL_LOCKS = 7_406_018;

export type PoolLock = { readonly release: () => Promise<void> };

// Far shorter than two sweeps: whoever lives has its lock back before anybody counts it as dead.
const RECONNECT_MS = 250;
const CONNECTION_WAIT_MS = 8_000;

/**
 * Says "this job runner is alive" for as long as the process lives: a lock on one connection of its own, gone the moment the
 * process is. Should only the connection break, it is taken again. Once `release` has resolved, nothing of it is left.
 */
export const holdPoolLock = async (url: string, poolId: string, log: Logger): Promise<PoolLock> => {
  const released = new AbortController();
  const { signal } = released;
  let held = await take(url, poolId, signal);
  const keep = async (): Promise<void> => {
    for (;;) {
      await held.broken;
      if (signal.aborted) return;
      log.warn('The connection that holds the job runner’s lock broke; it is taken again.');
      const next = await takeAgain(url, poolId, signal);
      if (!next) return;
      held = next;
      // Released in the moment in which it was taken.
      if (signal.aborted) await held.end();
    }
  };
  const keeping = keep();
  return {
    release: async () => {
      released.abort();
      await held.end();
      await keeping;
    },
  };
};

const takeAgain = async (url: string, poolId: string, signal: AbortSignal): Promise<Held | undefined> => {
  while (!signal.aborted) {
    const held = await take(url, poolId, signal).catch(() => undefined);
    if (held) return held;
    await sleep(RECONNECT_MS, undefined, { ref: false, signal }).catch(() => undefined);
  }
  return undefined;
};

type Held = { readonly broken: Promise<void>; readonly end: () => Promise<void> };

const take = async (url: string, poolId: string, signal: AbortSignal): Promise<Held> => {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECTION_WAIT_MS,
    keepAlive: true,
    application_name: 'usher job runner',
  });
  // `end` follows every error; without a listener the error would end the process.
  client.on('error', () => undefined);
  const broken = new Promise<void>((resolve) => {
    client.once('end', () => resolve());
  });
  const end = (): Promise<void> => client.end().catch(() => undefined);
  const lock = async (): Promise<void> => {
    await client.connect();
    await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [POOL_LOCKS, poolId]);
  };
  // A client that is ended while it connects leaves its `connect` without an answer for ever.
  let giveUp = (): void => undefined;
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = () => reject(new Error('The lock is not wanted any more.'));
  });
  signal.addEventListener('abort', giveUp);
  try {
    await Promise.race([lock(), givenUp]);
  } catch (error) {
    await end();
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
  return { broken, end };
};
