import type { NewRanks } from '../domain/place-role.ts';
import type { RoleTexts } from '../ports/roles.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { isLabelTaken } from './labels.ts';

/** Conflicts with the KEY SHARE that every membership, invitation and form in a transaction takes on the role it names. */
export const holdRoleAlone = async (db: Db, organizationId: string, roleId: string): Promise<void> => {
  await db.$queryRaw(Prisma.sql`
    SELECT id FROM role WHERE id = ${roleId}::uuid AND organization_id = ${organizationId}::uuid FOR UPDATE`);
};

export const isRoleNameTaken = isLabelTaken('role');

export const createRole = async (
  db: Db,
  organizationId: string,
  role: RoleTexts & { readonly id: string; readonly rank: number; readonly isAdmin: boolean },
): Promise<void> => {
  await db.role.create({ data: { organizationId, ...role } });
};

export const describeRole = async (db: Db, roleId: string, texts: RoleTexts): Promise<void> => {
  const { name, description, forWhom } = texts;
  await db.role.update({ where: { id: roleId }, data: { name, description, forWhom } });
};

/** One statement: no two roles ever stand on one rank, since new numbers are above all old ones or between two of them. */
export const rankRoles = async (db: Db, ranks: NewRanks): Promise<void> => {
  if (ranks.length === 0) return;
  await db.$executeRaw(Prisma.sql`
    UPDATE role SET rank = new.rank FROM jsonb_to_recordset(${JSON.stringify(ranks)}::jsonb) AS new (id uuid, rank int)
    WHERE role.id = new.id`);
};

/** Two statements: the index for one default does not wait for the end of a statement. */
export const makeDefaultRole = async (db: Db, organizationId: string, roleId: string): Promise<void> => {
  await db.role.updateMany({ where: { organizationId, isDefault: true }, data: { isDefault: false } });
  await db.role.update({ where: { id: roleId }, data: { isDefault: true } });
};

export const setRoleRetired = async (db: Db, roleId: string, isRetired: boolean): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE role SET retired_at = CASE WHEN ${isRetired} THEN usher_now() END WHERE id = ${roleId}::uuid`);
};

export const changeRolePermissions = async (
  db: Db,
  organizationId: string,
  roleId: string,
  { addedIds, removedIds }: { readonly addedIds: readonly string[]; readonly removedIds: readonly string[] },
): Promise<void> => {
  await db.rolePermission.deleteMany({ where: { organizationId, roleId, permissionId: { in: [...removedIds] } } });
  await db.rolePermission.createMany({
    data: addedIds.map((permissionId) => ({ organizationId, roleId, permissionId })),
    skipDuplicates: true,
  });
};

/** One statement; in the order of ids, which is that of all who hold several memberships. */
export const raiseVersionsOfRole = async (db: Db, roleId: string): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE membership m SET version = m.version + 1 FROM (
      SELECT id FROM membership
      WHERE organization_id = (SELECT organization_id FROM role WHERE id = ${roleId}::uuid)
        AND role_id = ${roleId}::uuid AND status = 'ACTIVE'
      ORDER BY id FOR NO KEY UPDATE) held
    WHERE m.id = held.id`);
};
