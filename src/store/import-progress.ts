import type { ImportProgress } from '../domain/import.ts';
import type { ImportBatch, ImportFailure } from '../ports/imports.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { fateOf, type StoredRow } from './imports.ts';
import { NOW } from './undelivered.ts';

/** What became of the current link of an invitation, over all its ways. */
const link = Prisma.sql`LEFT JOIN LATERAL (
  SELECT bool_or(d.state IN ('FAILED', 'BOUNCED')) AND NOT bool_or(d.state IN ('SENT', 'QUEUED')) AS failed,
    max(d.cause) FILTER (WHERE d.state IN ('FAILED', 'BOUNCED')) AS cause
  FROM delivery d WHERE d.invitation_id = i.id AND d.generation = i.generation) l ON true`;

/** Counts alone, in one statement: it is asked each second while an import goes out. */
export const readImportProgress = async (db: Db, importId: string): Promise<ImportProgress> => {
  const rows = await db.$queryRaw<ImportProgress[]>(Prisma.sql`
    SELECT r.*, s.* FROM (
      SELECT count(*)::int AS total, count(*) FILTER (WHERE state = 'OPEN')::int AS open,
        count(*) FILTER (WHERE state = 'INVITED')::int AS invited, count(*) FILTER (WHERE state = 'ADDED')::int AS added,
        count(*) FILTER (WHERE state = 'LEFT')::int AS left
      FROM import_row WHERE import_id = ${importId}::uuid AND fate <> 'repeated') r,
    (SELECT
        count(*) FILTER (WHERE i.status = 'PENDING' AND i.sent_at IS NULL AND l.failed IS NOT TRUE)::int AS queued,
        count(*) FILTER (WHERE i.sent_at IS NOT NULL AND l.failed IS NOT TRUE)::int AS delivered,
        count(*) FILTER (WHERE i.status = 'PENDING' AND l.failed)::int AS failed,
        count(*) FILTER (WHERE i.status = 'ACCEPTED')::int AS joined,
        count(*) FILTER (WHERE i.status = 'DECLINED')::int AS declined,
        count(*) FILTER (WHERE i.status = 'WITHDRAWN')::int AS withdrawn,
        count(*) FILTER (WHERE i.status = 'PENDING' AND i.expires_at <= ${Prisma.raw(NOW)})::int AS "ranOut"
      FROM invitation i ${link} WHERE i.batch_id = ${importId}::uuid) s`);
  const [progress] = rows;
  if (!progress) throw new Error('A count came back without a row.');
  return progress;
};

type FailureRow = StoredRow & { cause: string | null };

/** Rows that invited nobody, or whose link was not delivered; what only stood there twice is none. */
export const findImportFailures = async (
  db: Db,
  importId: string,
  afterNumber: number,
  limit: number,
): Promise<ImportFailure[]> => {
  const rows = await db.$queryRaw<FailureRow[]>(Prisma.sql`
    SELECT r.number, r.line, r.content, r.fate, r.detail, r.state, l.cause
    FROM import_row r LEFT JOIN invitation i ON i.id = r.invitation_id AND i.batch_id = r.import_id AND i.status = 'PENDING' ${link}
    WHERE r.import_id = ${importId}::uuid AND r.number > ${afterNumber}::int AND r.fate <> 'repeated'
      AND (r.state = 'LEFT' OR r.fate IN ('refused', 'unreadable') OR l.failed)
    ORDER BY r.number LIMIT ${limit}`);
  return rows.map(({ content, fate, detail, cause, ...row }) => ({
    ...row,
    person: content,
    decided: fateOf(fate, detail),
    deliveryCause: cause,
  }));
};

/** By its own id, which is that of the batch. `creator`: where they are in Slack, while they are an active admin or not. */
export const findImportOfBatch = async (db: Db, batchId: string): Promise<ImportBatch | null> => {
  const rows = await db.$queryRaw<ImportBatch[]>(Prisma.sql`
    SELECT m.organization_id AS "organizationId", NOT (cm.status = 'ACTIVE' AND cr.is_admin) AS "isHandedOver",
      EXISTS (SELECT FROM posted_message p WHERE p.organization_id = m.organization_id AND p.kind = 'batch'
        AND p.subject = m.id::text AND p.slack_ts IS NOT NULL AND p.updated_at > usher_now() - interval '1 second') AS "isJustTold",
      (SELECT jsonb_build_object('teamId', s.team_id, 'userId', s.slack_user_id)
       FROM slack_identity s JOIN workspace w ON w.team_id = s.team_id AND w.organization_id = m.organization_id
         AND w.uninstalled_at IS NULL WHERE s.account_id = cm.account_id LIMIT 1) AS creator
    FROM import m JOIN membership cm ON cm.id = m.created_by_id JOIN role cr ON cr.id = cm.role_id
    WHERE m.id = ${batchId}::uuid`);
  return rows[0] ?? null;
};

export const areOfBatch = async (db: Db, batchId: string, invitationIds: readonly string[]): Promise<boolean> => {
  const rows = await db.$queryRaw<{ found: boolean }[]>(Prisma.sql`
    SELECT EXISTS (SELECT FROM invitation WHERE id = ANY(${[...invitationIds]}::uuid[]) AND batch_id = ${batchId}::uuid) AS found`);
  return rows[0]?.found ?? false;
};
