import type { Permission } from '../domain/permission.ts';
import type { Grants } from '../ports/grants.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

export const findGrants = async (db: Db, organizationId: string, membershipId: string): Promise<Grants | null> => {
  const rows = await db.$queryRaw<Grants[]>(Prisma.sql`
    SELECT r.name AS "roleName",
      ARRAY(SELECT rp.permission_id FROM role_permission rp WHERE rp.role_id = m.role_id) AS "byRole",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('permissionId', mp.permission_id, 'grantedAt', mp.granted_at,
          'grantedByName', (SELECT coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.email)
            FROM membership g JOIN account a ON a.id = g.account_id
            WHERE g.id = mp.granted_by_id AND g.organization_id = m.organization_id))), '[]')
        FROM membership_permission mp WHERE mp.membership_id = m.id) AS single
    FROM membership m JOIN role r ON r.id = m.role_id
    WHERE m.id = ${membershipId}::uuid AND m.organization_id = ${organizationId}::uuid`);
  const found = rows[0];
  // JSON carries instants as text.
  return found
    ? { ...found, single: found.single.map((grant) => ({ ...grant, grantedAt: new Date(grant.grantedAt) })) }
    : null;
};

export const holdPermissions = (
  db: Db,
  organizationId: string,
  permissionIds: readonly string[],
): Promise<Pick<Permission, 'id' | 'name' | 'isSensitive'>[]> =>
  db.$queryRaw(Prisma.sql`
    SELECT id, name, sensitive AS "isSensitive" FROM permission
    WHERE organization_id = ${organizationId}::uuid AND id = ANY(${[...permissionIds]}::uuid[]) ORDER BY id FOR SHARE`);

export const changeGrants = async (
  db: Db,
  organizationId: string,
  membershipId: string,
  { addedIds, removedIds }: { readonly addedIds: readonly string[]; readonly removedIds: readonly string[] },
  grantedById: string,
): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    WITH target AS (
      UPDATE membership SET version = version + 1
      WHERE id = ${membershipId}::uuid AND organization_id = ${organizationId}::uuid RETURNING id, organization_id
    ), taken AS (
      DELETE FROM membership_permission mp USING target
      WHERE mp.membership_id = target.id AND mp.permission_id = ANY(${[...removedIds]}::uuid[])
    )
    INSERT INTO membership_permission (organization_id, membership_id, permission_id, granted_by_id, granted_at)
    SELECT target.organization_id, target.id, added, ${grantedById}::uuid, usher_now()
    FROM target, unnest(${[...addedIds]}::uuid[]) AS added ON CONFLICT DO NOTHING`);
};
