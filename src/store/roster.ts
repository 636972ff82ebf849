import type { RosterCursor, RosterFilter, RosterRow } from '../domain/member.ts';
import type { Page } from '../ports/records.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

export type RosterPosition = { readonly after: RosterCursor } | { readonly before: RosterCursor } | null;

/** LIKE reads `%`, `_` and `\` as patterns: what people type is meant as it stands. */
export const likePattern = (query: string): string =>
  `%${query
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;

/** One line of the roster, from `m` the membership, `a` the account and `r` the role. */
export const selectRosterRows = Prisma.sql`
  SELECT m.id AS "membershipId", a.email, a.first_name AS "firstName", a.last_name AS "lastName", r.name AS "roleName",
    m.status::text AS status, m.joined_at AS "joinedAt", m.version
  FROM membership m JOIN account a ON a.id = m.account_id JOIN role r ON r.id = m.role_id`;

/**
 * Newest first. The bound `joined_at <= x` is redundant, and what makes a page cheap at any depth: with it the index finds the
 * first row at once (0.5 ms against 143 ms at 90 % of a million).
 */
export const findRosterPage = async (
  db: Db,
  organizationId: string,
  filter: RosterFilter,
  position: RosterPosition,
  limit: number,
): Promise<Page<RosterRow>> => {
  const backwards = position !== null && 'before' in position;
  const filtered = await matches(db, organizationId, filter);
  const rows = await db.$queryRaw<RosterRow[]>(Prisma.sql`
    ${selectRosterRows}
    WHERE m.organization_id = ${organizationId}::uuid AND m.status = ${filter.status}::membership_status
      ${bound(position)} ${filtered}
    ORDER BY ${backwards ? Prisma.sql`m.joined_at ASC, m.id ASC` : Prisma.sql`m.joined_at DESC, m.id DESC`}
    LIMIT ${limit + 1}`);
  const page = rows.slice(0, limit);
  return { rows: backwards ? page.reverse() : page, hasMore: rows.length > limit };
};

const bound = (position: RosterPosition): Prisma.Sql => {
  if (position === null) return Prisma.empty;
  if ('after' in position) {
    const { joinedAt, id } = position.after;
    return Prisma.sql`AND m.joined_at <= ${joinedAt} AND (m.joined_at < ${joinedAt} OR m.id < ${id}::uuid)`;
  }
  const { joinedAt, id } = position.before;
  return Prisma.sql`AND m.joined_at >= ${joinedAt} AND (m.joined_at > ${joinedAt} OR m.id > ${id}::uuid)`;
};

/** Compared here and not in SQL: under the locale C, PostgreSQL's lower() leaves É as it is. */
const fold = (name: string): string => name.normalize('NFC').toLowerCase();

const idsNamed = (rows: readonly { id: string; name: string }[], name: string): string[] =>
  rows.filter((row) => fold(row.name) === fold(name)).map(({ id }) => id);

const matches = async (db: Db, organizationId: string, filter: RosterFilter): Promise<Prisma.Sql> => {
  const parts: Prisma.Sql[] = [];
  const named = { where: { organizationId }, select: { id: true, name: true } } as const;
  if (filter.query) parts.push(Prisma.sql`AND m.search_text LIKE ${likePattern(filter.query)}`);
  if (filter.roleName) {
    const roleIds = idsNamed(await db.role.findMany(named), filter.roleName);
    parts.push(Prisma.sql`AND m.role_id = ANY(${roleIds}::uuid[])`);
  }
  if (filter.teamName) {
    const teamIds = idsNamed(await db.team.findMany(named), filter.teamName);
    parts.push(Prisma.sql`AND (m.primary_team_id = ANY(${teamIds}::uuid[]) OR EXISTS (
      SELECT FROM membership_team mt WHERE mt.membership_id = m.id AND mt.team_id = ANY(${teamIds}::uuid[])))`);
  }
  return parts.length > 0 ? Prisma.join(parts, ' ') : Prisma.empty;
};
