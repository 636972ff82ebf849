import type { ExportedMember } from '../ports/roster-export.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { slackJson } from './member-records.ts';

/** A keyset page by id, which the key (organization_id, id) serves at any depth; names are looked up for the page alone. */
export const findExportPage = (
  db: Db,
  organizationId: string,
  afterId: string | null,
  limit: number,
): Promise<ExportedMember[]> =>
  db.$queryRaw<ExportedMember[]>(Prisma.sql`
    SELECT m.id AS "membershipId", a.email, a.first_name AS "firstName", a.last_name AS "lastName", r.name AS "roleName",
      t.name AS "primaryTeamName", m.status::text AS status, m.joined_at AS "joinedAt", m.ended_at AS "endedAt",
      ARRAY(SELECT o.name FROM membership_team mt JOIN team o ON o.id = mt.team_id
            WHERE mt.membership_id = m.id ORDER BY lower(o.name)) AS "otherTeamNames",
      ARRAY(SELECT p.name FROM membership_product mp JOIN product p ON p.id = mp.product_id
            WHERE mp.membership_id = m.id AND p.enabled ORDER BY lower(p.name)) AS "productNames",
      ARRAY(SELECT p.name FROM permission p
            WHERE p.id IN (SELECT rp.permission_id FROM role_permission rp WHERE rp.role_id = m.role_id
                           UNION SELECT mp.permission_id FROM membership_permission mp WHERE mp.membership_id = m.id)
            ORDER BY lower(p.name)) AS "permissionNames",
      (SELECT coalesce(nullif(concat_ws(' ', ia.first_name, ia.last_name), ''), ia.email)
       FROM membership im JOIN account ia ON ia.id = im.account_id WHERE im.id = m.invited_by_id) AS "invitedByName",
      ${Prisma.raw(slackJson('a.id', 'm.organization_id'))}->>'userId' AS "slackUserId"
    FROM (SELECT * FROM membership WHERE organization_id = ${organizationId}::uuid
            ${afterId === null ? Prisma.empty : Prisma.sql`AND id > ${afterId}::uuid`} ORDER BY id LIMIT ${limit}) m
    JOIN account a ON a.id = m.account_id JOIN role r ON r.id = m.role_id LEFT JOIN team t ON t.id = m.primary_team_id
    ORDER BY m.id`);

export const findExportedAt = async (db: Db, organizationId: string, exportId: string): Promise<Date | null> => {
  const rows = await db.$queryRaw<{ at: Date }[]>(Prisma.sql`
    SELECT at FROM audit_event WHERE id = ${exportId}::uuid AND organization_id = ${organizationId}::uuid
      AND action = 'roster.export'`);
  return rows[0]?.at ?? null;
};
