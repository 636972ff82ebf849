import type { Pool } from 'pg';
import type { QueueCount } from '../ports/metrics.ts';

/**
 * What waits in the queue, by name: one pass over its table. By PostgreSQL's own clock, as the queue itself goes by.
 */
export const readQueue = async (pool: Pool): Promise<QueueCount[]> => {
  const { rows } = await pool.query<QueueCount>({
    name: 'read-queue',
    text: `SELECT task_identifier AS name, count(*) FILTER (WHERE is_open AND run_at <= now())::int AS ready,
        count(*) FILTER (WHERE is_open AND run_at > now())::int AS later,
        count(*) FILTER (WHERE locked_at IS NOT NULL)::int AS running,
        count(*) FILTER (WHERE locked_at IS NULL AND attempts >= max_attempts)::int AS failed,
        coalesce(extract(epoch FROM now() - min(run_at) FILTER (WHERE is_open AND run_at <= now())), 0)::float8
          AS "oldestReadySeconds"
      FROM (SELECT *, locked_at IS NULL AND attempts < max_attempts AS is_open FROM graphile_worker.jobs) j
      GROUP BY task_identifier`,
  });
  return rows;
};
