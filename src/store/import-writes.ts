import type { Fate, ImportFate, ImportRow, ImportState, ImportStop } from '../domain/import.ts';
import type { OwnTerms } from '../domain/import-terms.ts';
import type { DecidedRow, NewImport, SettledRow } from '../ports/imports.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

export const createImport = async (db: Db, imported: NewImport): Promise<void> => {
  const { id, organizationId, createdById, source, title, contentHash, terms, remarks } = imported;
  await db.$executeRaw(Prisma.sql`
    INSERT INTO import (id, organization_id, created_by_id, source, title, content_hash, terms, remarks, state)
    VALUES (${id}::uuid, ${organizationId}::uuid, ${createdById}::uuid, ${source}, ${title}, ${contentHash},
      ${JSON.stringify(terms)}::jsonb, ${JSON.stringify(remarks)}::jsonb, 'OPEN')`);
};

const detailOf = ({ fate: _, ...detail }: ImportFate): object => detail;

const stored = ({ number, line, person, decided, state }: ImportRow) => ({
  ...{ number, line, state, fate: decided.fate },
  content: person,
  detail: detailOf(decided),
});

/** One statement for any number of rows. */
export const addImportRows = async (db: Db, importId: string, rows: readonly ImportRow[]): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    INSERT INTO import_row (import_id, number, line, content, fate, detail, state)
    SELECT ${importId}::uuid, r.number, r.line, coalesce(r.content, 'null'), r.fate, r.detail, r.state
    FROM jsonb_to_recordset(${JSON.stringify(rows.map(stored))}::jsonb)
      AS r (number int, line int, content jsonb, fate text, detail jsonb, state text)`);
};

export const saveFates = async (db: Db, importId: string, rows: readonly DecidedRow[]): Promise<void> => {
  const fates = rows.map(({ number, decided }) => ({ number, fate: decided.fate, detail: detailOf(decided) }));
  await db.$executeRaw(Prisma.sql`
    UPDATE import_row r SET fate = n.fate, detail = n.detail
    FROM jsonb_to_recordset(${JSON.stringify(fates)}::jsonb) AS n (number int, fate text, detail jsonb)
    WHERE r.import_id = ${importId}::uuid AND r.number = n.number AND r.state = 'OPEN'`);
};

export const markDecided = async (db: Db, importId: string): Promise<void> => {
  await db.$executeRaw(Prisma.sql`UPDATE import SET decided_at = usher_now() WHERE id = ${importId}::uuid`);
};

type Move = { readonly state: ImportState; readonly resumeAt?: Date | null; readonly stop?: ImportStop };

export const moveImport = async (db: Db, importId: string, { state, resumeAt = null, stop }: Move): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE import SET state = ${state}, resume_at = ${resumeAt},
      stop = ${stop === undefined ? null : JSON.stringify(stop)}::jsonb
    WHERE id = ${importId}::uuid`);
};

/** Rows of one chunk, in their order: the others of the import are not read. */
export const settleRows = async (db: Db, importId: string, rows: readonly SettledRow[]): Promise<void> => {
  const [first, last] = [rows.at(0)?.number ?? 0, rows.at(-1)?.number ?? 0];
  const settled = rows.map(({ number, state, invitationId, decided }) => ({
    ...{ number, state, invitationId },
    ...(decided && { fate: decided.fate, detail: detailOf(decided) }),
  }));
  await db.$executeRaw(Prisma.sql`
    UPDATE import_row r SET state = n.state, invitation_id = n."invitationId", fate = coalesce(n.fate, r.fate),
      detail = coalesce(n.detail, r.detail)
    FROM jsonb_to_recordset(${JSON.stringify(settled)}::jsonb)
      AS n (number int, state text, "invitationId" uuid, fate text, detail jsonb)
    WHERE r.import_id = ${importId}::uuid AND r.number BETWEEN ${first}::int AND ${last}::int AND r.number = n.number`);
};

export const leaveOpenRows = async (db: Db, importId: string, fates: readonly Fate[]): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE import_row SET state = 'LEFT' WHERE import_id = ${importId}::uuid AND state = 'OPEN'
      AND fate = ANY(${[...fates]}::text[])`);
};

export const dropImportRows = async (db: Db, importId: string): Promise<void> => {
  await db.$executeRaw(Prisma.sql`DELETE FROM import_row WHERE import_id = ${importId}::uuid`);
};

/** Whatever is being sent in this moment is taken back like any other: its link opens on a page that says so. */
export const withdrawUnsent = async (db: Db, importId: string, byId: string): Promise<string[]> => {
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    WITH gone AS (UPDATE invitation i SET status = 'WITHDRAWN', status_cause = 'import_cancelled', decided_at = usher_now(),
        decided_by_id = ${byId}::uuid, remind_at = NULL
      WHERE i.batch_id = ${importId}::uuid AND i.status = 'PENDING' AND i.sent_at IS NULL RETURNING i.id),
      rows AS (UPDATE import_row r SET state = 'LEFT' FROM gone
        WHERE r.import_id = ${importId}::uuid AND r.invitation_id = gone.id)
    SELECT id FROM gone`);
  return rows.map(({ id }) => id);
};

type Own = { readonly id: string } & OwnTerms;

/** Products of their own in place of the batch's; a team that became their primary one is not another one too. */
export const saveOwnLists = async (db: Db, organizationId: string, own: readonly Own[]): Promise<void> => {
  const products = own.flatMap(({ id, productIds = [] }) => productIds.map((productId) => ({ id, productId })));
  const replaced = own.flatMap(({ id, productIds }) => (productIds ? [id] : []));
  await db.$executeRaw(Prisma.sql`
    WITH wanted AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(products)}::jsonb) AS w (id uuid, "productId" uuid)),
      dropped AS (DELETE FROM invitation_product p WHERE p.organization_id = ${organizationId}::uuid
        AND p.invitation_id = ANY(${replaced}::uuid[])
        AND NOT EXISTS (SELECT FROM wanted w WHERE w.id = p.invitation_id AND w."productId" = p.product_id)),
      once AS (DELETE FROM invitation_team t USING invitation i WHERE i.id = t.invitation_id
        AND t.invitation_id = ANY(${own.map(({ id }) => id)}::uuid[]) AND t.team_id = i.primary_team_id)
    INSERT INTO invitation_product (organization_id, invitation_id, product_id)
    SELECT ${organizationId}::uuid, w.id, w."productId" FROM wanted w ON CONFLICT DO NOTHING`);
};

/** Each goes on once: `resume_at` is empty from now on, and what another process has in hand is passed by. */
export const claimResumable = (db: Db, limit: number): Promise<{ id: string; organizationId: string }[]> =>
  db.$queryRaw(Prisma.sql`
    UPDATE import SET resume_at = NULL WHERE id IN (
      SELECT id FROM import WHERE state = 'SENDING' AND resume_at <= usher_now()
      ORDER BY resume_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, organization_id AS "organizationId"`);
