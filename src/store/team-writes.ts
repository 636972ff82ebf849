import type { TeamContent } from '../domain/team.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

export const holdNames = async (db: Db, organizationId: string): Promise<void> => {
  await db.$queryRaw(Prisma.sql`
    SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(${`names:${organizationId}`}, 0))) held`);
};

export const createTeam = async (
  db: Db,
  organizationId: string,
  teamId: string,
  { name, slackChannelId, tells, productIds }: TeamContent,
): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    WITH made AS (
      INSERT INTO team (id, organization_id, name, slack_channel_id, tells)
      VALUES (${teamId}::uuid, ${organizationId}::uuid, ${name}, ${slackChannelId}, ${[...tells]}::text[]) RETURNING id, organization_id
    )
    INSERT INTO team_product (organization_id, team_id, product_id)
    SELECT made.organization_id, made.id, p.id FROM made, unnest(${[...productIds]}::uuid[]) AS p (id)`);
};

/** Default products that are turned off at the moment stay: the form does not show them, so it can't have meant them. */
export const changeTeam = async (
  db: Db,
  organizationId: string,
  teamId: string,
  { name, slackChannelId, tells, productIds }: TeamContent,
): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    WITH changed AS (
      UPDATE team SET name = ${name}, slack_channel_id = ${slackChannelId}, tells = ${[...tells]}::text[]
      WHERE id = ${teamId}::uuid AND organization_id = ${organizationId}::uuid RETURNING id, organization_id
    ), gone AS (
      DELETE FROM team_product tp USING changed, product p
      WHERE tp.team_id = changed.id AND p.id = tp.product_id AND p.enabled AND p.id <> ALL(${[...productIds]}::uuid[])
    )
    INSERT INTO team_product (organization_id, team_id, product_id)
    SELECT changed.organization_id, changed.id, p.id FROM changed, unnest(${[...productIds]}::uuid[]) AS p (id)
    ON CONFLICT DO NOTHING`);
};

export const setTeamArchived = async (
  db: Db,
  organizationId: string,
  teamId: string,
  isArchived: boolean,
): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE team SET archived_at = CASE WHEN ${isArchived} THEN usher_now() END
    WHERE id = ${teamId}::uuid AND organization_id = ${organizationId}::uuid`);
};
