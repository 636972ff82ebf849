import type { FailedJob } from '../domain/doctor/finding.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/** Out of tries, and nobody is at it: the last try may be under way. */
const failedForGood = Prisma.raw('j.attempts >= j.max_attempts AND j.locked_at IS NULL');

/** The queue keeps no time of it, but sets the next try by it: `e^attempts` seconds later, ten attempts at most. */
const failedAt = Prisma.raw(`greatest(j.created_at, j.run_at - exp(least(j.attempts, 10)) * interval '1 second')`);

/** An id of the payload, or nothing where it is none: it may be of another version of Usher. */
const idIn = (field: string): string =>
  `CASE WHEN j.payload ->> '${field}' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (j.payload ->> '${field}')::uuid END`;

/** Payloads hold ids: one of the organization itself, or of something that belongs to one. */
const organizationOf = Prisma.raw(`coalesce(
  ${idIn('organizationId')},
  (SELECT i.organization_id FROM invitation i WHERE i.id = ${idIn('invitationId')}),
  (SELECT m.organization_id FROM membership m WHERE m.id = ${idIn('membershipId')}),
  (SELECT i.organization_id FROM invitation i WHERE i.batch_id = ${idIn('batchId')} LIMIT 1),
  (SELECT w.organization_id FROM identity_code c JOIN workspace w ON w.team_id = c.team_id
    WHERE c.id = ${idIn('identityCodeId')}),
  (SELECT l.organization_id FROM join_code c JOIN invite_link l ON l.id = c.invite_link_id WHERE c.id = ${idIn('joinCodeId')}),
  (SELECT w.organization_id FROM workspace w WHERE w.team_id = j.payload ->> 'teamId'))`);

/** Null: of all organizations, and of none. */
const within = (organizationId: string | null): Prisma.Sql =>
  organizationId ? Prisma.sql`AND ${organizationOf} = ${organizationId}::uuid` : Prisma.empty;

export const findFailedJobs = async (
  db: Db,
  organizationId: string | null,
  limit: number,
): Promise<{ jobs: FailedJob[]; total: number }> => {
  const rows = await db.$queryRaw<(FailedJob & { total: number })[]>(Prisma.sql`
    SELECT j.id::text AS id, t.identifier AS name, ${failedAt} AS at, j.attempts::int AS attempts, count(*) OVER ()::int AS total
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE ${failedForGood} ${within(organizationId)} ORDER BY at DESC, j.id DESC LIMIT ${limit}`);
  return { jobs: rows.map(({ total: _total, ...job }) => job), total: rows[0]?.total ?? 0 };
};

export type RetriedJob = { readonly id: string; readonly name: string; readonly organizationId: string | null };

/**
 * From the start: what they are about is read again when they run. Held until the transaction ends, so that of two who press the
 * button one does it.
 */
export const retryFailedJobs = async (
  db: Db,
  organizationId: string | null,
  jobIds: readonly string[] | null,
): Promise<RetriedJob[]> => {
  const wanted = jobIds ? Prisma.sql`AND j.id = ANY(${[...jobIds]}::bigint[])` : Prisma.empty;
  const held = await db.$queryRaw<RetriedJob[]>(Prisma.sql`
    SELECT j.id::text AS id, t.identifier AS name, ${organizationOf} AS "organizationId"
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE ${failedForGood} ${within(organizationId)} ${wanted} ORDER BY j.id FOR UPDATE OF j`);
  if (held.length === 0) return [];
  await db.$queryRaw(Prisma.sql`
    SELECT count(*)::int FROM graphile_worker.reschedule_jobs(${held.map(({ id }) => id)}::bigint[], run_at := now(), attempts := 0)`);
  return held;
};

export const forgetFailedJobs = async (db: Db): Promise<void> => {
  await db.$queryRaw(Prisma.sql`
    SELECT count(*)::int FROM graphile_worker.complete_jobs(ARRAY(
      SELECT j.id FROM graphile_worker._private_jobs j
      WHERE ${failedForGood} AND ${failedAt} < usher_now() - interval '30 days'))`);
};
