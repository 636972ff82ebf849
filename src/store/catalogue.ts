import type { PermissionTemplate } from '../domain/permission.ts';
import type { PermissionHolders } from '../domain/permission-refusal.ts';
import { mostCounted } from '../domain/role-refusal.ts';
import type { Catalogue, PermissionTexts } from '../ports/permissions.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { isLabelTaken, permissionFields } from './labels.ts';

const rolesWith = Prisma.sql`ARRAY(SELECT r.name FROM role_permission rp JOIN role r ON r.id = rp.role_id
  WHERE rp.permission_id = p.id ORDER BY r.rank DESC)`;
const templatesWith = Prisma.sql`ARRAY(SELECT t.name FROM template_permission tp JOIN permission_template t ON t.id = tp.template_id
  WHERE tp.permission_id = p.id ORDER BY lower(t.name))`;

/** Permissions and templates in one read. Both are few: what an admin typed in. */
export const findCatalogue = async (db: Db, organizationId: string): Promise<Catalogue> => {
  const rows = await db.$queryRaw<Catalogue[]>(Prisma.sql`
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object(
          ${permissionFields}, 'roleNames', ${rolesWith}, 'templateNames', ${templatesWith}) ORDER BY lower(p.name), p.id), '[]')
        FROM permission p WHERE p.organization_id = ${organizationId}::uuid) AS permissions,
      (SELECT coalesce(jsonb_agg(jsonb_build_object(
          'id', t.id, 'name', t.name,
          'permissionIds', ARRAY(SELECT tp.permission_id FROM template_permission tp WHERE tp.template_id = t.id))
          ORDER BY lower(t.name), t.id), '[]')
        FROM permission_template t WHERE t.organization_id = ${organizationId}::uuid) AS templates`);
  return rows[0] ?? { permissions: [], templates: [] };
};

export const countPeopleWithPermission = async (
  db: Db,
  organizationId: string,
  permissionId: string,
): Promise<number> => {
  const rows = await db.$queryRaw<{ people: number }[]>(Prisma.sql`
    SELECT count(*)::int AS people FROM (
      SELECT FROM membership_permission mp JOIN membership m ON m.id = mp.membership_id
      WHERE mp.organization_id = ${organizationId}::uuid AND mp.permission_id = ${permissionId}::uuid AND m.status = 'ACTIVE'
      LIMIT ${mostCounted + 1}) held`);
  return rows[0]?.people ?? 0;
};

export const isTemplateNameTaken = isLabelTaken('permission_template');

/** FOR UPDATE against the SHARE that the guard of roles, templates and invitations takes on what they are given. */
export const holdPermission = async (
  db: Db,
  organizationId: string,
  permissionId: string,
): Promise<PermissionHolders> => {
  await db.$queryRaw(Prisma.sql`
    SELECT id FROM permission WHERE id = ${permissionId}::uuid AND organization_id = ${organizationId}::uuid FOR UPDATE`);
  const rows = await db.$queryRaw<PermissionHolders[]>(Prisma.sql`
    SELECT ${rolesWith} AS roles, ${templatesWith} AS templates,
      (SELECT count(*)::int FROM (SELECT FROM invitation_permission ip JOIN invitation i ON i.id = ip.invitation_id
        WHERE ip.permission_id = p.id AND i.status = 'PENDING' LIMIT ${mostCounted + 1}) waiting) AS invitations
    FROM permission p WHERE p.id = ${permissionId}::uuid AND p.organization_id = ${organizationId}::uuid`);
  return rows[0] ?? { roles: [], templates: [], invitations: 0 };
};

export const createPermission = async (
  db: Db,
  organizationId: string,
  { id, key, ...texts }: PermissionTexts & { readonly id: string; readonly key: string },
): Promise<void> => {
  await db.permission.create({ data: { id, organizationId, key, ...columnsOf(texts) } });
};

/**
 * One that becomes sensitive leaves the invitations that were decided: nothing is given by them any more, but they may be renewed,
 * and the guard counts them too.
 */
export const changePermission = async (
  db: Db,
  organizationId: string,
  permissionId: string,
  texts: PermissionTexts,
): Promise<void> => {
  if (texts.isSensitive) {
    await db.invitationPermission.deleteMany({
      where: { organizationId, permissionId, invitation: { status: { not: 'PENDING' } } },
    });
  }
  await db.permission.updateMany({ where: { organizationId, id: permissionId }, data: columnsOf(texts) });
};

const columnsOf = ({ name, description, isSensitive }: PermissionTexts) => ({
  name,
  description,
  sensitive: isSensitive,
});

export const saveTemplate = async (
  db: Db,
  organizationId: string,
  { id, name, permissionIds }: PermissionTemplate,
): Promise<void> => {
  await db.permissionTemplate.upsert({
    where: { organizationId_id: { organizationId, id } },
    create: { organizationId, id, name },
    update: { name },
  });
  const ofTemplate = { organizationId, templateId: id };
  await db.templatePermission.deleteMany({ where: { ...ofTemplate, permissionId: { notIn: [...permissionIds] } } });
  await db.templatePermission.createMany({
    data: permissionIds.map((permissionId) => ({ ...ofTemplate, permissionId })),
    skipDuplicates: true,
  });
};
