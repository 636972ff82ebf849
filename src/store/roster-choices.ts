import type { RosterChoices } from '../ports/desk.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/** What the roster can be filtered by: all roles, the first teams by name, and the one that is chosen. Archived teams come last. */
export const findRosterChoices = async (
  db: Db,
  organizationId: string,
  teamId: string | null,
  maxTeams: number,
): Promise<RosterChoices> => {
  const rows = await db.$queryRaw<RosterChoices[]>(Prisma.sql`
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) ORDER BY r.rank), '[]')
        FROM role r WHERE r.organization_id = ${organizationId}::uuid) AS roles,
      (SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM (
        SELECT id, name, archived_at IS NOT NULL AS "isArchived" FROM team WHERE organization_id = ${organizationId}::uuid
        ORDER BY archived_at IS NOT NULL, lower(name) LIMIT ${maxTeams + 1}) t) AS teams,
      (SELECT jsonb_build_object('id', t.id, 'name', t.name, 'isArchived', t.archived_at IS NOT NULL) FROM team t
        WHERE t.organization_id = ${organizationId}::uuid AND t.id = ${teamId}::uuid) AS team`);
  const { roles = [], teams = [], team = null } = rows[0] ?? {};
  return { roles, teams: teams.slice(0, maxTeams), hasMoreTeams: teams.length > maxTeams, team };
};
