import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { every, type Repeating } from './every.ts';
import { POOL_LOCKS } from './pool-lock.ts';

const EVERY_MS = 5_000;

/** Job runners that hold jobs, and whose lock nobody holds: their process is gone. */
const findDead = `
  SELECT DISTINCT j.locked_by FROM graphile_worker._private_jobs j
  WHERE j.locked_by IS NOT NULL AND NOT EXISTS (
    SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.classid = $1::int::oid
      AND l.objid = (hashtext(j.locked_by)::bigint & 4294967295)::oid
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

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
    const { rows } = await pool.query<{ locked_by: string }>(findDead, [POOL_LOCKS]);
    const found = new Set(rows.map((row) => row.locked_by));
    const dead = [...found].filter((id) => before.has(id));
    suspects = found;
    if (dead.length === 0) return;
    await pool.query('SELECT graphile_worker.force_unlock_workers($1::text[])', [dead]);
    log.warn({ runners: dead.length }, 'Freed the jobs of a process that was killed.');
  };
  return every(everyMs, 'unlock sweep', sweep, log, 0);
};
