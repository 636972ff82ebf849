import type { Deps } from '../deps.ts';
import { changeBetween, type PermissionChange } from '../domain/permission.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { RoleRefusal } from '../domain/role-refusal.ts';
import type { RoleRecord } from '../ports/roles.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { holdEditableRole } from './hold-editable-role.ts';
import { planKey } from './plan-key.ts';
import { writeAlone } from './write-alone.ts';
import type { Held } from './write-as-admin.ts';

export type SetRolePermissionsInput = {
  readonly roleId: string;
  readonly permissionIds: readonly string[];
  /** The key of the change that was shown, if one was. */
  readonly reviewed: string | null;
};

export type RolePermissionsOutcome = PermissionChange & {
  readonly role: RoleRecord;
  readonly people: number;
  readonly key: string;
  /** `review`: nothing is changed yet; what would be has to be shown first. */
  readonly state: 'review' | 'updated' | 'same';
};

/** Chooses what a role carries. Written only if exactly this change was shown before (rule 22), for everybody who holds it at once. */
export const setRolePermissions = async (
  deps: Deps,
  asked: Asked,
  { roleId, permissionIds, reviewed }: SetRolePermissionsInput,
): Promise<Result<RolePermissionsOutcome, AccessRefusal | BindingProposal | RoleRefusal>> =>
  writeAlone<RolePermissionsOutcome, RoleRefusal>(deps, asked, 'roles', async (tx, held) => {
    const found = await holdEditableRole(tx, held, roleId);
    if (!found.ok) return found;
    const { role, table } = found.value;
    const wanted = table.permissions.filter(({ id }) => permissionIds.includes(id));
    if (wanted.length < new Set(permissionIds).size) return refused({ kind: 'permission_gone' });
    const sensitive = wanted.find(({ isSensitive }) => isSensitive);
    if (sensitive) return refused({ kind: 'permission_is_sensitive', permission: sensitive.name });
    const change = changeBetween(table.permissions, role.permissionIds, permissionIds);
    const { people } = await tx.countRoleHolders(held.organization.id, roleId);
    const outcome = { ...change, role, people, key: planKey(change) };
    if (change.added.length + change.removed.length === 0) return done({ ...outcome, state: 'same' });
    if (outcome.key !== reviewed) return done({ ...outcome, state: 'review' });
    await writeChange(tx, asked, held, roleId, change);
    return done({ ...outcome, state: 'updated' });
  });

const writeChange = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  roleId: string,
  { added, removed }: PermissionChange,
): Promise<void> => {
  const [addedIds, removedIds] = [added.map(({ id }) => id), removed.map(({ id }) => id)];
  await tx.changeRolePermissions(held.organization.id, roleId, { addedIds, removedIds });
  await tx.raiseVersionsOfRole(roleId);
  const changed = { permissionIds: { added: addedIds, removed: removedIds } };
  await tx.audit(auditEntry(asked, held, 'role.change', { kind: 'role', id: roleId }, changed));
};
