import {
  type Fate,
  fates,
  type ImportCounts,
  type ImportFate,
  type ImportPerson,
  type ImportRow,
  type ImportRowState,
} from '../domain/import.ts';
import type { ImportRecord } from '../ports/imports.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { startOfDay } from './start-of-day.ts';

const columns = Prisma.sql`id, organization_id AS "organizationId", created_by_id AS "createdById", source, title, state, terms,
  remarks, stop, created_at AS "createdAt", decided_at AS "decidedAt", resume_at AS "resumeAt"`;

export const findImport = async (db: Db, organizationId: string, importId: string): Promise<ImportRecord | null> => {
  const rows = await db.$queryRaw<ImportRecord[]>(Prisma.sql`
    SELECT ${columns} FROM import WHERE id = ${importId}::uuid AND organization_id = ${organizationId}::uuid`);
  return rows[0] ?? null;
};

export const holdImport = async (db: Db, organizationId: string, importId: string): Promise<ImportRecord | null> => {
  const rows = await db.$queryRaw<ImportRecord[]>(Prisma.sql`
    SELECT ${columns} FROM import WHERE id = ${importId}::uuid AND organization_id = ${organizationId}::uuid FOR UPDATE`);
  return rows[0] ?? null;
};

export const findOpenImport = async (
  db: Db,
  organizationId: string,
  membershipId: string,
): Promise<{ record: ImportRecord; others: number } | null> => {
  const rows = await db.$queryRaw<ImportRecord[]>(Prisma.sql`
    SELECT ${columns} FROM import WHERE organization_id = ${organizationId}::uuid AND created_by_id = ${membershipId}::uuid
      AND state = 'OPEN' ORDER BY created_at DESC LIMIT 20`);
  const [record] = rows;
  return record ? { record, others: rows.length - 1 } : null;
};

export const findSameImport = async (
  db: Db,
  organizationId: string,
  contentHash: string,
): Promise<ImportRecord | null> => {
  const rows = await db.$queryRaw<ImportRecord[]>(Prisma.sql`
    SELECT ${columns} FROM import WHERE organization_id = ${organizationId}::uuid AND content_hash = ${contentHash}
      AND state <> 'DISCARDED' ORDER BY state IN ('OPEN', 'SENDING') DESC, created_at DESC LIMIT 1`);
  return rows[0] ?? null;
};

export type StoredRow = {
  number: number;
  line: number;
  content: ImportPerson | null;
  fate: Fate;
  detail: Record<string, unknown>;
  state: ImportRowState;
};

const rowColumns = Prisma.sql`r.number, r.line, r.content, r.fate, r.detail, r.state`;

export const findImportRows = async (
  db: Db,
  importId: string,
  ofFates: readonly Fate[],
  afterNumber: number,
  limit: number,
): Promise<ImportRow[]> => {
  const rows = await db.$queryRaw<StoredRow[]>(Prisma.sql`
    SELECT ${rowColumns} FROM import_row r WHERE r.import_id = ${importId}::uuid AND r.state = 'OPEN'
      AND r.fate = ANY(${[...ofFates]}::text[]) AND r.number > ${afterNumber}::int ORDER BY r.number LIMIT ${limit}`);
  return rows.map(rowOf);
};

/** Ten thousand rows at most, so an offset costs less than a position in two columns would be worth. */
export const findPreviewPage = async (
  db: Db,
  importId: string,
  offset: number,
  limit: number,
): Promise<ImportRow[]> => {
  const rows = await db.$queryRaw<StoredRow[]>(Prisma.sql`
    SELECT ${rowColumns} FROM import_row r WHERE r.import_id = ${importId}::uuid
    ORDER BY array_position(${[...fates]}::text[], r.fate), r.number OFFSET ${offset}::int LIMIT ${limit}`);
  return rows.map(rowOf);
};

const rowOf = ({ number, line, content, fate, detail, state }: StoredRow): ImportRow => ({
  number,
  line,
  person: content,
  decided: fateOf(fate, detail),
  state,
});

export const fateOf = (fate: Fate, detail: Record<string, unknown>): ImportFate =>
  // Written by `saveFates` from an ImportFate; JSON keeps all of it but that instants are instants.
  ({ fate, ...(withInstants(detail) as object) }) as ImportFate;

const instants = new Set(['at', 'since', 'expiresAt', 'sendAfter']);

const withInstants = (value: unknown, key = ''): unknown => {
  if (typeof value === 'string') return instants.has(key) ? new Date(value) : value;
  if (Array.isArray(value)) return value.map((each) => withInstants(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withInstants(each, name)]));
};

export const countImportRows = async (db: Db, importId: string): Promise<ImportCounts> => {
  const rows = await db.$queryRaw<{ fate: Fate; count: number }[]>(Prisma.sql`
    SELECT fate, count(*)::int AS count FROM import_row WHERE import_id = ${importId}::uuid GROUP BY fate`);
  const none: ImportCounts = { clear: 0, noted: 0, refused: 0, unreadable: 0, repeated: 0 };
  return { ...none, ...Object.fromEntries(rows.map(({ fate, count }) => [fate, count])) };
};

export const countIssuedToday = async (db: Db, organizationId: string, timeZone: string): Promise<number> => {
  const rows = await db.$queryRaw<{ count: number }[]>(Prisma.sql`
    SELECT count(*)::int AS count FROM invitation WHERE organization_id = ${organizationId}::uuid
      AND issued_at >= ${startOfDay(timeZone)}`);
  return rows[0]?.count ?? 0;
};
