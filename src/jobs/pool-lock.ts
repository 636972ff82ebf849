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
  let client: Client | undefined;
  let isReleased = false;
  const take = async (): Promise<void> => {
    const next = new Client({ connectionString: url, keepAlive: true, application_name: 'usher job runner' });
    next.on('error', (error) => log.warn({ err: error }, 'The connection that holds the job runner’s lock broke.'));
    next.on('end', () => {
      if (!isReleased) setTimeout(() => void retake(), RECONNECT_MS).unref();
    });
    await next.connect();
    await next.query('SELECT pg_advisory_lock($1, hashtext($2))', [POOL_LOCKS, poolId]);
    client = next;
  };
  const retake = async (): Promise<void> => {
    if (isReleased) return;
    await take().catch(() => setTimeout(() => void retake(), RECONNECT_MS).unref());
  };
  await take();
  return {
    release: async () => {
      isReleased = true;
      await client?.end().catch(() => undefined);
    },
  };
};
