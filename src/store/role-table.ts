import { mostCounted } from '../domain/role-refusal.ts';
import { countLimit } from '../domain/team.ts';
import type { RoleHolders, RoleTable } from '../ports/roles.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { isLive } from './invite-links.ts';
import { permissionFields } from './labels.ts';

/** Roles and permissions of an organization in one read. Both are few: what an admin typed in. */
export const findRoleTable = async (db: Db, organizationId: string): Promise<RoleTable> => {
  const rows = await db.$queryRaw<RoleTable[]>(Prisma.sql`
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object(
          'id', r.id, 'name', r.name, 'description', r.description, 'forWhom', r.for_whom, 'rank', r.rank,
          'isAdmin', r.is_admin, 'isDefault', r.is_default, 'isRetired', r.retired_at IS NOT NULL,
          'permissionIds', ARRAY(SELECT p.id FROM role_permission rp JOIN permission p ON p.id = rp.permission_id
                                 WHERE rp.role_id = r.id ORDER BY lower(p.name), p.id)) ORDER BY r.rank DESC), '[]')
        FROM role r WHERE r.organization_id = ${organizationId}::uuid) AS roles,
      (SELECT coalesce(jsonb_agg(jsonb_build_object(${permissionFields})
          ORDER BY lower(p.name), p.id), '[]')
        FROM permission p WHERE p.organization_id = ${organizationId}::uuid) AS permissions`);
  return rows[0] ?? { roles: [], permissions: [] };
};

/** Counted up to one more than `countLimit`: one of them tells more from as many. */
export const countPeopleByRole = async (db: Db, organizationId: string): Promise<ReadonlyMap<string, number>> => {
  const rows = await db.$queryRaw<{ id: string; people: number }[]>(Prisma.sql`
    SELECT r.id, (SELECT count(*)::int FROM (SELECT FROM membership m WHERE m.organization_id = r.organization_id
        AND m.role_id = r.id AND m.status = 'ACTIVE' LIMIT ${countLimit + 1}) held) AS people
    FROM role r WHERE r.organization_id = ${organizationId}::uuid`);
  return new Map(rows.filter(({ people }) => people > 0).map(({ id, people }) => [id, people]));
};

export const countRoleHolders = async (db: Db, organizationId: string, roleId: string): Promise<RoleHolders> => {
  const limit = mostCounted + 1;
  const rows = await db.$queryRaw<RoleHolders[]>(Prisma.sql`
    WITH waiting AS (
      SELECT expires_at FROM invitation WHERE organization_id = ${organizationId}::uuid AND role_id = ${roleId}::uuid
        AND status = 'PENDING' LIMIT ${limit})
    SELECT
      (SELECT count(*)::int FROM (SELECT FROM membership WHERE organization_id = ${organizationId}::uuid
        AND role_id = ${roleId}::uuid AND status = 'ACTIVE' LIMIT ${limit}) held) AS people,
      (SELECT count(*)::int FROM waiting) AS invitations,
      (SELECT count(*)::int FROM waiting WHERE expires_at <= usher_now()) AS "ranOut",
      (SELECT count(*)::int FROM invite_link l WHERE organization_id = ${organizationId}::uuid
        AND role_id = ${roleId}::uuid AND ${Prisma.raw(isLive)}) AS links`);
  return rows[0] ?? { people: 0, invitations: 0, ranOut: 0, links: 0 };
};
