import { Pool, type PoolClient } from 'pg';
import type { Logger } from 'pino';

/** The connections of one job runner with so many workers. */
export const openJobPool = (url: string, workers: number, log: Logger): Pool => {
  const pool = new Pool({
    connectionString: url,
    // One for each worker, one that listens, one for the looks at the queue.
    max: workers + 2,
    connectionTimeoutMillis: 8_000,
    keepAlive: true,
  });
  pool.on('error', (error) =>
    log.warn({ err: error }, 'A database connection of the job runner broke; it opens another.'),
  );
  // The runner asks for a listener on each client too: one that breaks while lent would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return takingBackOnce(pool);
};

type Lent = (
  error: Error | undefined,
  client: PoolClient | undefined,
  release: (error?: Error | boolean) => void,
) => void;

/**
 * The queue's library asks for one connection by a callback, to listen on. Is it cut while the runner stops, it gives it back twice, the
 * second time in a promise of nobody's: the pool would throw, and nobody could catch it.
 */
const takingBackOnce = (pool: Pool): Pool => {
  const lend = pool.connect.bind(pool);
  const connect = (lent?: Lent) => {
    if (!lent) return lend();
    return lend((error, client, release) => {
      let isBack = false;
      lent(error, client, (broken) => {
        if (!isBack) release(broken);
        isBack = true;
      });
    });
  };
  return Object.assign(pool, { connect });
};
