import type { Deps } from '../deps.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { RoleRefusal } from '../domain/role-refusal.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { holdEditableRole } from './hold-editable-role.ts';
import { writeAlone } from './write-alone.ts';

type Retired = Result<{ readonly role: string }, AccessRefusal | BindingProposal | RoleRefusal>;

/** Takes a role out of every form, once nobody holds it, and no pending invitation or invite link promises it. */
export const retireRole = async (deps: Deps, asked: Asked, roleId: string): Promise<Retired> =>
  writeAlone(deps, asked, 'roles', async (tx, held) => {
    const found = await holdEditableRole(tx, held, roleId);
    if (!found.ok) return found;
    const { role } = found.value;
    if (role.isRetired) return done({ role: role.name });
    if (role.isDefault) return refused({ kind: 'role_is_default', role: role.name });
    // First the lock, then the count: whoever is giving this role to somebody now is counted, or finds it retired.
    await tx.holdRoleAlone(held.organization.id, roleId);
    const holders = await tx.countRoleHolders(held.organization.id, roleId);
    const { people, invitations, links } = holders;
    if (people + invitations + links > 0) return refused({ kind: 'role_held', role: role.name, ...holders });
    if (!(await tx.markHandled(asked.idempotencyKey))) return done({ role: role.name });
    await tx.setRoleRetired(roleId, true);
    const target = { kind: 'role', id: roleId } as const;
    await tx.audit(auditEntry(asked, held, 'role.retire', target, { isRetired: { from: false, to: true } }));
    return done({ role: role.name });
  });

/** Offers a retired role in the forms again. */
export const bringRoleBack = async (deps: Deps, asked: Asked, roleId: string): Promise<Retired> =>
  writeAlone(deps, asked, 'roles', async (tx, held) => {
    const found = await holdEditableRole(tx, held, roleId);
    if (!found.ok) return found;
    const { role } = found.value;
    if (!role.isRetired || !(await tx.markHandled(asked.idempotencyKey))) return done({ role: role.name });
    await tx.setRoleRetired(roleId, false);
    const target = { kind: 'role', id: roleId } as const;
    await tx.audit(auditEntry(asked, held, 'role.change', target, { isRetired: { from: true, to: false } }));
    return done({ role: role.name });
  });
