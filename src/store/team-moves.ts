import type { TeamHolderKind, TeamPlaceHolder, TeamWay } from '../ports/teams.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { idsWithoutTeam, withoutTeam } from './teams.ts';

/** Memberships and invitations are in teams in the same way; what differs is here. */
const tables = {
  memberships: {
    rows: Prisma.raw('membership'),
    others: Prisma.raw('membership_team'),
    key: Prisma.raw('membership_id'),
    isLive: Prisma.raw(`x.status = 'ACTIVE'`),
    raised: Prisma.raw(', version = version + 1'),
  },
  invitations: {
    rows: Prisma.raw('invitation'),
    others: Prisma.raw('invitation_team'),
    key: Prisma.raw('invitation_id'),
    isLive: Prisma.raw(`x.status = 'PENDING'`),
    raised: Prisma.empty,
  },
} as const satisfies Record<TeamHolderKind, unknown>;

/**
 * The rows are locked before they are joined: were the join locked, a row whose role changed while we waited would match none. In
 * the order of their ids, which is that of every act on several members.
 */
export const holdInTeam = async (
  db: Db,
  kind: TeamHolderKind,
  organizationId: string,
  { fromId, toId }: TeamWay,
  actorId: string | null,
): Promise<TeamPlaceHolder[]> => {
  const { rows, others, key, isLive } = tables[kind];
  const isPrimary = fromId ? Prisma.sql`x.primary_team_id = ${fromId}::uuid` : Prisma.raw(withoutTeam('x'));
  const isOther = fromId
    ? Prisma.sql`EXISTS (SELECT FROM ${others} o WHERE o.${key} = x.id AND o.team_id = ${fromId}::uuid)`
    : Prisma.sql`false`;
  // By index, among a million too; the condition below holds once more for a row as it is after the wait.
  const candidates = fromId
    ? Prisma.sql`SELECT x.id FROM ${rows} x WHERE x.organization_id = ${organizationId}::uuid
          AND x.primary_team_id = ${fromId}::uuid AND ${isLive}
        UNION SELECT o.${key} FROM ${others} o WHERE o.team_id = ${fromId}::uuid`
    : Prisma.sql`${idsWithoutTeam(rows, isLive, organizationId)}`;
  return db.$queryRaw<TeamPlaceHolder[]>(Prisma.sql`
    WITH held AS MATERIALIZED (
      SELECT x.* FROM ${rows} x
      WHERE x.organization_id = ${organizationId}::uuid AND x.id IN (${candidates} UNION SELECT ${actorId}::uuid)
        AND ((${isLive} AND (${isPrimary} OR ${isOther})) OR x.id = ${actorId}::uuid)
      ORDER BY x.id FOR NO KEY UPDATE OF x
    )
    SELECT x.id, r.rank AS "roleRank", x.primary_team_id AS "primaryTeamId", ${isPrimary} AS "isPrimary",
      EXISTS (SELECT FROM ${others} o WHERE o.${key} = x.id AND o.team_id = ${toId}::uuid) AS "hasTarget"
    FROM held x JOIN role r ON r.id = x.role_id
    WHERE ${isLive} AND (${isPrimary} OR ${isOther}) ORDER BY x.id`);
};

export const moveHolders = async (
  db: Db,
  kind: TeamHolderKind,
  organizationId: string,
  { fromId, toId }: { readonly fromId: string | null; readonly toId: string },
  holders: readonly TeamPlaceHolder[],
): Promise<void> => {
  const { rows, others, key, raised } = tables[kind];
  const ids = (list: readonly TeamPlaceHolder[]) => Prisma.sql`${list.map(({ id }) => id)}::uuid[]`;
  const primary = holders.filter(({ isPrimary }) => isPrimary);
  const other = holders.filter(({ isPrimary }) => !isPrimary);
  const toAdd = other.filter(({ hasTarget, primaryTeamId }) => !hasTarget && primaryTeamId !== toId);
  await db.$executeRaw(Prisma.sql`
    WITH moved AS (
      UPDATE ${rows} SET primary_team_id = ${toId}::uuid ${raised}
      WHERE organization_id = ${organizationId}::uuid AND id = ANY(${ids(primary)})
    ), touched AS (
      UPDATE ${rows} SET primary_team_id = primary_team_id ${raised}
      WHERE organization_id = ${organizationId}::uuid AND id = ANY(${ids(other)})
    ), gone AS (
      DELETE FROM ${others} WHERE organization_id = ${organizationId}::uuid
        AND ((${key} = ANY(${ids(other)}) AND team_id = ${fromId}::uuid)
          OR (${key} = ANY(${ids(primary)}) AND team_id IN (${fromId}::uuid, ${toId}::uuid)))
    )
    INSERT INTO ${others} (organization_id, ${key}, team_id)
    SELECT ${organizationId}::uuid, id, ${toId}::uuid FROM unnest(${ids(toAdd)}) AS added (id)
    ON CONFLICT DO NOTHING`);
};
