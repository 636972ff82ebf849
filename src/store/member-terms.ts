import type { SlackUserRef } from '../domain/actor.ts';
import type { MemberTerms } from '../ports/records.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/** Role, teams, products and plain permissions of an active member, by their Slack user: what "Same as" copies. */
export const findMemberTerms = async (
  db: Db,
  organizationId: string,
  user: SlackUserRef,
): Promise<MemberTerms | null> => {
  const rows = await db.$queryRaw<MemberTerms[]>(Prisma.sql`
    SELECT a.email, a.first_name AS "firstName", a.last_name AS "lastName", m.role_id AS "roleId", r.name AS "roleName",
      r.is_admin AS "isAdmin", m.primary_team_id AS "primaryTeamId",
      ARRAY(SELECT mt.team_id FROM membership_team mt WHERE mt.membership_id = m.id) AS "secondaryTeamIds",
      ARRAY(SELECT mp.product_id FROM membership_product mp WHERE mp.membership_id = m.id) AS "productIds",
      ARRAY(SELECT mp.permission_id FROM membership_permission mp JOIN permission p ON p.id = mp.permission_id
            WHERE mp.membership_id = m.id AND NOT p.sensitive) AS "permissionIds"
    FROM slack_identity s JOIN membership m ON m.account_id = s.account_id AND m.organization_id = ${organizationId}::uuid
    JOIN account a ON a.id = m.account_id JOIN role r ON r.id = m.role_id
    WHERE s.team_id = ${user.teamId} AND s.slack_user_id = ${user.userId} AND m.status = 'ACTIVE'`);
  return rows[0] ?? null;
};
