import type { MemberRecord, MemberRole } from '../domain/member-record.ts';
import type { NamedPermission } from '../domain/role-change.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/** A role as one JSON value, for any alias. */
export const roleJson = (alias: string): string => `jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name,
  'description', ${alias}.description, 'rank', ${alias}.rank, 'isAdmin', ${alias}.is_admin,
  'isRetired', ${alias}.retired_at IS NOT NULL)`;

/** The Slack user that an account is in the workspace of an organization. */
export const slackJson = (account: string, organization: string): string => `(
  SELECT jsonb_build_object('teamId', s.team_id, 'userId', s.slack_user_id)
  FROM slack_identity s JOIN workspace w ON w.team_id = s.team_id AND w.organization_id = ${organization}
  WHERE s.account_id = ${account} AND w.uninstalled_at IS NULL LIMIT 1)`;

export const findMemberRecord = async (
  db: Db,
  organizationId: string,
  membershipId: string,
): Promise<MemberRecord | null> => {
  const rows = await db.$queryRaw<MemberRecord[]>(Prisma.sql`
    SELECT m.id AS "membershipId", a.email, a.email_key AS "emailKey", a.first_name AS "firstName", a.last_name AS "lastName",
      m.status::text AS status, m.version, ${Prisma.raw(roleJson('r'))} AS role, m.primary_team_id AS "primaryTeamId",
      ARRAY(SELECT mt.team_id FROM membership_team mt WHERE mt.membership_id = m.id) AS "secondaryTeamIds",
      ARRAY(SELECT mp.product_id FROM membership_product mp WHERE mp.membership_id = m.id) AS "productIds",
      m.joined_at AS "joinedAt", m.ended_at AS "endedAt", ${Prisma.raw(slackJson('a.id', 'm.organization_id'))} AS slack
    FROM membership m JOIN account a ON a.id = m.account_id JOIN role r ON r.id = m.role_id
    WHERE m.id = ${membershipId}::uuid AND m.organization_id = ${organizationId}::uuid`);
  return rows[0] ?? null;
};

const readRole = async (
  db: Db,
  organizationId: string,
  roleId: string,
  lock: Prisma.Sql,
): Promise<MemberRole | null> => {
  const rows = await db.$queryRaw<{ role: MemberRole }[]>(Prisma.sql`
    SELECT ${Prisma.raw(roleJson('r'))} AS role FROM role r
    WHERE r.id = ${roleId}::uuid AND r.organization_id = ${organizationId}::uuid ${lock}`);
  return rows[0]?.role ?? null;
};

export const findRole = (db: Db, organizationId: string, roleId: string): Promise<MemberRole | null> =>
  readRole(db, organizationId, roleId, Prisma.empty);

/** FOR SHARE: whoever retires this role waits, and finds that somebody has it. */
export const holdRole = (db: Db, organizationId: string, roleId: string): Promise<MemberRole | null> =>
  readRole(db, organizationId, roleId, Prisma.sql`FOR SHARE`);

export const findRolePermissions = async (
  db: Db,
  organizationId: string,
): Promise<ReadonlyMap<string, readonly NamedPermission[]>> => {
  const rows = await db.$queryRaw<{ roleId: string; permissions: NamedPermission[] }[]>(Prisma.sql`
    SELECT rp.role_id AS "roleId",
      jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) ORDER BY lower(p.name)) AS permissions
    FROM role_permission rp JOIN permission p ON p.id = rp.permission_id
    WHERE rp.organization_id = ${organizationId}::uuid GROUP BY rp.role_id`);
  return new Map(rows.map(({ roleId, permissions }) => [roleId, permissions]));
};

export const findOwnPermissionIds = async (db: Db, organizationId: string, membershipId: string): Promise<string[]> => {
  const rows = await db.membershipPermission.findMany({
    where: { organizationId, membershipId },
    select: { permissionId: true },
  });
  return rows.map(({ permissionId }) => permissionId);
};
