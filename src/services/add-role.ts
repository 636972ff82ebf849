import { v5 as uuidv5 } from 'uuid';
import type { Deps } from '../deps.ts';
import { placeRole } from '../domain/place-role.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { RoleRefusal } from '../domain/role-refusal.ts';
import type { RoleTexts } from '../ports/roles.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { isRoleNameTaken, ownRankIn } from './hold-editable-role.ts';
import { writeAlone } from './write-alone.ts';

export type AddRoleInput = RoleTexts & {
  /** Fixed for good: what makes an admin is not switched on for everybody who holds a role. */
  readonly isAdmin: boolean;
  readonly aboveId: string | null;
};

const ROLE_NAMESPACE = '0b8f0d7e-6a0c-4f2d-8f43-3b0a6f1f6f52';

/** Adds a role that carries nothing yet. Its id comes from the idempotency key: the same form sent twice finds its own role. */
export const addRole = async (
  deps: Deps,
  asked: Asked,
  input: AddRoleInput,
): Promise<Result<{ readonly roleId: string }, AccessRefusal | BindingProposal | RoleRefusal>> =>
  writeAlone(deps, asked, 'roles', async (tx, held) => {
    const roleId = uuidv5(asked.idempotencyKey, ROLE_NAMESPACE);
    const { id: organizationId } = held.organization;
    const table = await tx.findRoleTable(organizationId);
    if (!(await tx.markHandled(asked.idempotencyKey))) return done({ roleId });
    const { name, description, forWhom, isAdmin, aboveId } = input;
    if (await isRoleNameTaken(tx, held, table, name, null)) return refused({ kind: 'role_name_taken', name });
    const moved = { id: roleId, isAdmin, rank: null };
    const ranks = placeRole(table.roles, moved, aboveId, ownRankIn(table, held.actor.role));
    if (!ranks.ok) return ranks;
    await tx.rankRoles(ranks.value.filter(({ id }) => id !== roleId));
    const rank = ranks.value.find(({ id }) => id === roleId)?.rank ?? 0;
    await tx.createRole(organizationId, { id: roleId, name, description, forWhom, rank, isAdmin });
    const changed = { name, isAdmin, rank };
    await tx.audit(auditEntry(asked, held, 'role.create', { kind: 'role', id: roleId }, changed));
    return done({ roleId });
  });
