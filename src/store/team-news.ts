import type { TeamNews } from '../domain/announcement.ts';
import type { TeamNewsKind } from '../domain/team.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

type TeamChannel = { name: string; slackChannelId: string | null; tells: TeamNewsKind[] };

export const findTeamChannel = async (db: Db, organizationId: string, teamId: string): Promise<TeamChannel | null> => {
  const rows = await db.$queryRaw<TeamChannel[]>(Prisma.sql`
    SELECT name, slack_channel_id AS "slackChannelId", tells FROM team
    WHERE id = ${teamId}::uuid AND organization_id = ${organizationId}::uuid AND archived_at IS NULL`);
  return rows[0] ?? null;
};

const nameOf = Prisma.sql`coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.email) AS name`;

// More than a message holds.
const MOST = 200;

/** From the role before the first change of these days to the one of now; whoever joined meanwhile is told of as that. */
export const findRoleChanges = (
  db: Db,
  organizationId: string,
  teamId: string,
  since: Date,
  until: Date,
): Promise<TeamNews['roleChanges']> =>
  db.$queryRaw(Prisma.sql`
    WITH changed AS (
      SELECT DISTINCT ON (e.target_id) e.target_id::uuid AS id, (e.changed->'roleId'->>'from')::uuid AS from_id
      FROM audit_event e
      WHERE e.organization_id = ${organizationId}::uuid AND e.at >= ${since} AND e.at < ${until}
        AND e.action = 'membership.change_role'
      ORDER BY e.target_id, e.at
    )
    SELECT ${nameOf}, f.name AS "from", r.name AS "to" FROM changed c
    JOIN membership m ON m.id = c.id AND m.organization_id = ${organizationId}::uuid
    JOIN account a ON a.id = m.account_id JOIN role r ON r.id = m.role_id
    JOIN role f ON f.id = c.from_id AND f.organization_id = m.organization_id
    WHERE m.primary_team_id = ${teamId}::uuid AND m.status = 'ACTIVE' AND m.role_id <> c.from_id AND m.joined_at < ${since}
    ORDER BY 1 LIMIT ${MOST}`);

/** Deactivated or removed: a channel is not told which. */
export const findLeavers = (
  db: Db,
  organizationId: string,
  teamId: string,
  since: Date,
  until: Date,
): Promise<TeamNews['leavers']> =>
  db.$queryRaw(Prisma.sql`
    SELECT ${nameOf} FROM membership m JOIN account a ON a.id = m.account_id
    WHERE m.organization_id = ${organizationId}::uuid AND m.primary_team_id = ${teamId}::uuid AND m.status <> 'ACTIVE'
      AND m.ended_at >= ${since} AND m.ended_at < ${until}
    ORDER BY m.ended_at, m.id LIMIT ${MOST}`);
