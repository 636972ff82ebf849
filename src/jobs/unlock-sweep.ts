import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { every, type Repeating } from './every.ts';
import { POOL_LOCKS } from './pool-lock.ts';

const EVERY_MS = 5_000;

type Look = { readonly dead: readonly string[]; readonly queues: number };

/**
 * Job runners that hold jobs, and whose lock nobody holds: their process is gone. And a queue that is held without any of its jobs is
 * let go at once: who holds one takes both and gives both back in one statement, unless another runner was at the same job, and ended
 * it before.
 */
const look = `
  WITH held AS (
    SELECT locked_by, job_queue_id FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL
  ), stuck AS (
    SELECT id, locked_by, locked_at FROM graphile_worker._private_job_queues q
    WHERE locked_by IS NOT NULL AND NOT EXISTS (SELECT FROM held WHERE job_queue_id = q.id AND locked_by = q.locked_by)
  ), let_go AS (
    UPDATE graphile_worker._private_job_queues q SET locked_by = NULL, locked_at = NULL FROM stuck
    WHERE q.id = stuck.id AND q.locked_by = stuck.locked_by AND q.locked_at = stuck.locked_at RETURNING q.id
  )
  SELECT ARRAY(
      SELECT DISTINCT locked_by FROM held WHERE NOT EXISTS (
        SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.classid = $1::int::oid
          AND l.objid = (hashtext(locked_by)::bigint & 4294967295)::oid
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))) AS dead,
    (SELECT count(*)::int FROM let_go) AS queues`;

/**
 * The queue keeps the jobs of a killed process locked for four hours. Every five seconds this frees those of runners that two
 * sweeps in a row found dead; once would be too few, since a lock may be on its way to a new connection. It begins at once: whoever
 * starts Usher after a crash has people waiting.
 */
export const startUnlockSweep = (pool: Pool, log: Logger, everyMs = EVERY_MS): Repeating => {
  let suspects = new Set<string>();
  const sweep = async (): Promise<void> => {
    const before = suspects;
    // A sweep that fails begins anew: while the database is out of reach, runners that live hold no lock either.
    suspects = new Set();
    const { rows } = await pool.query<Look>(look, [POOL_LOCKS]);
    const [{ dead: found, queues } = { dead: [], queues: 0 }] = rows;
    if (queues > 0) log.warn({ queues }, 'Let go queues of jobs that were held without a job.');
    suspects = new Set(found);
    const dead = found.filter((id) => before.has(id));
    if (dead.length === 0) return;
    await pool.query('SELECT graphile_worker.force_unlock_workers($1::text[])', [dead]);
    log.warn({ runners: dead.length }, 'Freed the jobs of a process that was killed.');
  };
  return every(everyMs, 'unlock sweep', sweep, log, 0);
};
