import { v5 as uuidv5 } from 'uuid';
import type { Deps } from '../deps.ts';
import { sameLabel } from '../domain/label-text.ts';
import type { CatalogueRefusal } from '../domain/permission-refusal.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { CataloguePermission, PermissionTexts } from '../ports/permissions.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { writeAlone } from './write-alone.ts';

/** What it is called now. */
type Saved = Result<{ readonly name: string }, AccessRefusal | BindingProposal | CatalogueRefusal>;

const PERMISSION_NAMESPACE = 'b3a4f2c9-8d0f-4c0e-9a0c-6a1d2c7f5e11';

/** Adds a permission of the product. Its key is what the product asks for, so it never changes again. */
export const addPermission = (
  deps: Deps,
  asked: Asked,
  input: PermissionTexts & { readonly key: string },
): Promise<Saved> =>
  writeAlone<{ name: string }, CatalogueRefusal>(deps, asked, 'permissions', async (tx, held) => {
    const { id: organizationId } = held.organization;
    const { permissions } = await tx.findCatalogue(organizationId);
    const { key, name, isSensitive } = input;
    if (!(await tx.markHandled(asked.idempotencyKey))) return done({ name });
    if (permissions.some((one) => one.key === key)) return refused({ kind: 'permission_key_taken', key });
    if (isNameTaken(permissions, name, null)) return refused({ kind: 'permission_name_taken', name });
    const id = uuidv5(asked.idempotencyKey, PERMISSION_NAMESPACE);
    await tx.createPermission(organizationId, { ...input, id });
    const target = { kind: 'permission', id } as const;
    await tx.audit(auditEntry(asked, held, 'permission.create', target, { key, name, isSensitive }));
    return done({ name });
  });

/** What is left out stays as it is by then. */
export type EditPermissionInput = Partial<PermissionTexts> & { readonly permissionId: string };

const textsOf = ({ name, description, isSensitive }: PermissionTexts): PermissionTexts => ({
  name,
  description,
  isSensitive,
});

/** Names and describes a permission, and says whether it is sensitive: only once no role, template or invitation gives it. */
export const editPermission = (
  deps: Deps,
  asked: Asked,
  { permissionId, ...given }: EditPermissionInput,
): Promise<Saved> =>
  writeAlone<{ name: string }, CatalogueRefusal>(deps, asked, 'permissions', async (tx, held) => {
    const { permissions } = await tx.findCatalogue(held.organization.id);
    const permission = permissions.find(({ id }) => id === permissionId);
    if (!permission) return refused({ kind: 'permission_gone' });
    if (!(await tx.markHandled(asked.idempotencyKey))) return done({ name: permission.name });
    const texts = { ...textsOf(permission), ...given };
    const { name } = texts;
    if (isNameTaken(permissions, name, permissionId)) return refused({ kind: 'permission_name_taken', name });
    const changed = changesOf(permission, texts);
    if (Object.keys(changed).length === 0) return done({ name });
    if (texts.isSensitive && !permission.isSensitive) {
      const holders = await tx.holdPermission(held.organization.id, permissionId);
      const { roles, templates, invitations } = holders;
      if (roles.length + templates.length + invitations > 0) {
        return refused({ kind: 'permission_held', permission: permission.name, ...holders });
      }
    }
    await tx.changePermission(held.organization.id, permissionId, texts);
    const target = { kind: 'permission', id: permissionId } as const;
    await tx.audit(auditEntry(asked, held, 'permission.change', target, changed));
    return done({ name });
  });

const isNameTaken = (permissions: readonly CataloguePermission[], name: string, exceptId: string | null): boolean =>
  permissions.some((one) => one.id !== exceptId && sameLabel(one.name, name));

const changesOf = (before: CataloguePermission, after: PermissionTexts): Record<string, unknown> => ({
  ...(after.name !== before.name && { name: { from: before.name, to: after.name } }),
  ...(after.description !== before.description && { description: { from: before.description, to: after.description } }),
  ...(after.isSensitive !== before.isSensitive && { isSensitive: { from: before.isSensitive, to: after.isSensitive } }),
});
