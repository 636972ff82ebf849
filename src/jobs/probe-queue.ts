import type { Pool } from 'pg';
import type { QueueFacts } from '../domain/doctor/facts.ts';
import { POOL_LOCKS } from './pool-lock.ts';

/** A sweep frees what the dead hold within seconds; what is held longer than this, nobody sweeps. */
const sweptWithin = '30 seconds';

const statement = `
  WITH runner AS (
    SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = $1::int::oid AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
  SELECT (SELECT count(*)::int FROM runner) AS runners,
    count(*) FILTER (WHERE is_ready)::int AS "readyJobs",
    coalesce(extract(epoch FROM now() - min(run_at) FILTER (WHERE is_ready)), 0)::float8 AS "oldestReadySeconds",
    count(*) FILTER (WHERE is_held)::int AS "heldJobs"
  FROM (SELECT j.run_at,
      j.is_available AND j.run_at <= now() AS is_ready,
      j.locked_at < now() - interval '${sweptWithin}' AND NOT EXISTS (
        SELECT FROM runner WHERE objid = (hashtext(j.locked_by)::bigint & 4294967295)::oid) AS is_held
    FROM graphile_worker._private_jobs j WHERE j.locked_at IS NOT NULL OR j.is_available) job`;

/** Who runs jobs, and how the queue goes: of everybody, since all of them stand in one queue. */
export const probeQueue = async (pool: Pool): Promise<Omit<QueueFacts, 'failedJobs' | 'failedTotal'>> => {
  const { rows } = await pool.query<Omit<QueueFacts, 'failedJobs' | 'failedTotal'>>(statement, [POOL_LOCKS]);
  return rows[0] ?? { runners: 0, readyJobs: 0, oldestReadySeconds: 0, heldJobs: 0 };
};
