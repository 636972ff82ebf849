import {
  countLimit,
  listedCountLimit,
  type NamePosition,
  type TeamDetails,
  type TeamSummary,
  type TeamTotals,
} from '../domain/team.ts';
import type { Page } from '../ports/records.ts';
import type { TeamName } from '../ports/teams.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { isLive } from './invite-links.ts';

/** Counts no further than the limit: a team of a million is not worth the second that its exact number takes. */
export const counted = (rows: string, limit: number): string =>
  `(SELECT count(*)::int FROM (${rows} LIMIT ${limit + 1}) c)`;

/**
 * Equal, but not to the planner. It knows how many rows there are of each on the average, so that the first hundred should be found at
 * once in whatever order; where there are none, the whole table is read for them (80 ms of a million rows, and so for each line of a list).
 * Of a span it takes the index.
 */
export const isOf = (column: string, row: string): string => `${column} BETWEEN ${row}.id AND ${row}.id`;

const summaryColumns = (
  limit: number,
): string => `t.id, t.name, t.slack_channel_id AS "slackChannelId", t.archived_at IS NOT NULL AS "isArchived",
  ${counted(
    `SELECT FROM membership m WHERE m.organization_id = t.organization_id AND m.primary_team_id = t.id
    AND m.status = 'ACTIVE'`,
    limit,
  )} AS members,
  ${counted(
    `SELECT FROM membership_team mt JOIN membership m ON m.id = mt.membership_id
    WHERE ${isOf('mt.team_id', 't')} AND m.status = 'ACTIVE'`,
    limit,
  )} AS others,
  ${counted(
    `SELECT FROM invitation i WHERE i.organization_id = t.organization_id AND i.status = 'PENDING' AND i.primary_team_id = t.id
    UNION ALL SELECT FROM invitation_team it JOIN invitation i ON i.id = it.invitation_id
    WHERE ${isOf('it.team_id', 't')} AND i.status = 'PENDING' AND i.primary_team_id IS DISTINCT FROM t.id`,
    limit,
  )} AS pending,
  ARRAY(SELECT p.name FROM team_product tp JOIN product p ON p.id = tp.product_id
        WHERE tp.team_id = t.id AND p.enabled ORDER BY lower(p.name)) AS "defaultProductNames"`;

const detailColumns = `${summaryColumns(countLimit)}, t.tells,
  (SELECT count(*)::int FROM invite_link l WHERE l.organization_id = t.organization_id AND l.team_id = t.id AND ${isLive}) AS links, ARRAY(SELECT tp.product_id::text FROM team_product tp JOIN product p ON p.id = tp.product_id
        WHERE tp.team_id = t.id AND p.enabled ORDER BY tp.product_id) AS "defaultProductIds"`;

/** Names are unique whatever their case, so a position needs no more than the id of the row it stands at. */
const boundOf = (organizationId: string, position: NamePosition): Prisma.Sql => {
  if (position === null) return Prisma.empty;
  const at = (id: string) =>
    Prisma.sql`(SELECT lower(name) FROM team WHERE id = ${id}::uuid AND organization_id = ${organizationId}::uuid)`;
  return 'after' in position
    ? Prisma.sql`AND lower(t.name) > ${at(position.after)}`
    : Prisma.sql`AND lower(t.name) < ${at(position.before)}`;
};

export const findTeamPage = async (
  db: Db,
  organizationId: string,
  isArchived: boolean,
  position: NamePosition,
  limit: number,
): Promise<Page<TeamSummary>> => {
  const backwards = position !== null && 'before' in position;
  const order = Prisma.raw(backwards ? 'lower(t.name) DESC' : 'lower(t.name)');
  const rows = await db.$queryRaw<TeamSummary[]>(Prisma.sql`
    SELECT ${Prisma.raw(summaryColumns(listedCountLimit))} FROM team t
    WHERE t.organization_id = ${organizationId}::uuid AND (t.archived_at IS NOT NULL) = ${isArchived}
      ${boundOf(organizationId, position)}
    ORDER BY ${order} LIMIT ${limit + 1}`);
  const page = rows.slice(0, limit);
  return { rows: backwards ? page.reverse() : page, hasMore: rows.length > limit };
};

/** Somebody whose team was archived under them, by an undone deactivation say, has none either. */
export const withoutTeam = (row: string): string => `(${row}.primary_team_id IS NULL OR ${row}.primary_team_id IN (
  SELECT a.id FROM team a WHERE a.organization_id = ${row}.organization_id AND a.archived_at IS NOT NULL))`;

/**
 * The same as ids, each half by its index: an OR would read all people of an organization. `live` speaks of `x`. Without columns,
 * the indexes alone tell how many.
 */
export const idsWithoutTeam = (
  rows: Prisma.Sql,
  live: Prisma.Sql,
  organizationId: string,
  columns = Prisma.sql`x.id`,
): Prisma.Sql => Prisma.sql`
  SELECT ${columns} FROM ${rows} x WHERE x.organization_id = ${organizationId}::uuid AND x.primary_team_id IS NULL AND ${live}
  UNION ALL SELECT ${columns} FROM ${rows} x WHERE x.organization_id = ${organizationId}::uuid AND ${live} AND x.primary_team_id IN (
    SELECT a.id FROM team a WHERE a.organization_id = ${organizationId}::uuid AND a.archived_at IS NOT NULL)`;

const countedIds = (ids: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(SELECT count(*)::int FROM (${ids} LIMIT ${countLimit + 1}) c)`;

export const countTeams = async (db: Db, organizationId: string): Promise<TeamTotals> => {
  const rows = await db.$queryRaw<TeamTotals[]>(Prisma.sql`
    SELECT
      (SELECT count(*)::int FROM team WHERE organization_id = o.id AND archived_at IS NULL) AS active,
      (SELECT count(*)::int FROM team WHERE organization_id = o.id AND archived_at IS NOT NULL) AS archived,
      ${countedIds(idsWithoutTeam(Prisma.sql`membership`, Prisma.sql`x.status = 'ACTIVE'`, organizationId, Prisma.empty))}
        AS "membersWithoutTeam",
      ${countedIds(idsWithoutTeam(Prisma.sql`invitation`, Prisma.sql`x.status = 'PENDING'`, organizationId, Prisma.empty))}
        AS "pendingWithoutTeam"
    FROM organization o WHERE o.id = ${organizationId}::uuid`);
  return rows[0] ?? { active: 0, archived: 0, membersWithoutTeam: 0, pendingWithoutTeam: 0 };
};

const ofOrganization = (organizationId: string, teamId: string): Prisma.Sql =>
  Prisma.sql`WHERE t.id = ${teamId}::uuid AND t.organization_id = ${organizationId}::uuid`;

export const findTeam = async (db: Db, organizationId: string, teamId: string): Promise<TeamDetails | null> => {
  const rows = await db.$queryRaw<TeamDetails[]>(
    Prisma.sql`SELECT ${Prisma.raw(detailColumns)} FROM team t ${ofOrganization(organizationId, teamId)}`,
  );
  return rows[0] ?? null;
};

/**
 * NO KEY UPDATE: forms that give this team hold it FOR SHARE and are waited for, and foreign keys that point to it are not. Read in a
 * second statement, which sees what those forms left.
 */
export const holdTeam = async (db: Db, organizationId: string, teamId: string): Promise<TeamDetails | null> => {
  await db.$queryRaw(Prisma.sql`SELECT t.id FROM team t ${ofOrganization(organizationId, teamId)} FOR NO KEY UPDATE`);
  return findTeam(db, organizationId, teamId);
};

export const findTeamNames = (db: Db, organizationId: string): Promise<TeamName[]> =>
  db.$queryRaw(Prisma.sql`
    SELECT id, name, slack_channel_id AS "slackChannelId", archived_at IS NOT NULL AS "isArchived"
    FROM team WHERE organization_id = ${organizationId}::uuid ORDER BY lower(name)`);
