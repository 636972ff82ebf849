import type { Deps } from '../deps.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { RoleRefusal } from '../domain/role-refusal.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { holdEditableRole } from './hold-editable-role.ts';
import { writeAlone } from './write-alone.ts';

/** Makes this the role that forms start with; never an admin role or a retired one. Nobody's own role changes. */
export const chooseDefaultRole = async (
  deps: Deps,
  asked: Asked,
  roleId: string,
): Promise<Result<{ readonly role: string }, AccessRefusal | BindingProposal | RoleRefusal>> =>
  writeAlone(deps, asked, 'roles', async (tx, held) => {
    const found = await holdEditableRole(tx, held, roleId);
    if (!found.ok) return found;
    const { role, table } = found.value;
    if (role.isAdmin) return refused({ kind: 'default_is_admin', role: role.name });
    if (role.isRetired) return refused({ kind: 'default_is_retired', role: role.name });
    if (role.isDefault || !(await tx.markHandled(asked.idempotencyKey))) return done({ role: role.name });
    const before = table.roles.find(({ isDefault }) => isDefault)?.id ?? null;
    await tx.makeDefaultRole(held.organization.id, roleId);
    const changed = { defaultRoleId: { from: before, to: roleId } };
    await tx.audit(auditEntry(asked, held, 'role.change', { kind: 'role', id: roleId }, changed));
    return done({ role: role.name });
  });
