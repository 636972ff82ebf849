import type { Pool } from 'pg';

/** First key of the advisory locks for what one process at a time does; the second is the hash of what it is. */
const ALONE_LOCKS = 7_406_019;

/**
 * Does the work unless another process is doing it: the lock lies on a connection of its own, and is gone with the process.
 * @returns false where somebody else was at it.
 */
export const doAlone = async (pool: Pool, what: string, work: () => Promise<void>): Promise<boolean> => {
  const client = await pool.connect();
  const query = (text: string) => client.query<{ done: boolean }>(text, [ALONE_LOCKS, what]);
  try {
    const { rows } = await query('SELECT pg_try_advisory_lock($1, hashtext($2)) AS done');
    if (!rows[0]?.done) return false;
    try {
      await work();
    } finally {
      await query('SELECT pg_advisory_unlock($1, hashtext($2)) AS done');
    }
    return true;
  } finally {
    client.release();
  }
};
