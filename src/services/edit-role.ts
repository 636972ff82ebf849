import type { Deps } from '../deps.ts';
import { placeRole } from '../domain/place-role.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { RoleRefusal } from '../domain/role-refusal.ts';
import type { RoleRecord, RoleTexts } from '../ports/roles.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { holdEditableRole, isRoleNameTaken, ownRankIn } from './hold-editable-role.ts';
import { writeAlone } from './write-alone.ts';

/** What is left out stays as it is by then. */
export type EditRoleInput = {
  readonly [Field in keyof RoleTexts]?: RoleTexts[Field] | undefined;
} & {
  readonly roleId: string;
  readonly place?: { readonly aboveId: string | null } | undefined;
};

/** Renames, describes and ranks a role. What the product reads is the name, so a new one raises the version of all who hold it. */
export const editRole = async (
  deps: Deps,
  asked: Asked,
  { roleId, place, ...given }: EditRoleInput,
): Promise<Result<{ readonly role: string }, AccessRefusal | BindingProposal | RoleRefusal>> =>
  writeAlone(deps, asked, 'roles', async (tx, held) => {
    const found = await holdEditableRole(tx, held, roleId);
    if (!found.ok) return found;
    const { role, table } = found.value;
    if (!(await tx.markHandled(asked.idempotencyKey))) return done({ role: role.name });
    const { name = role.name, description = role.description, forWhom = role.forWhom } = given;
    if (await isRoleNameTaken(tx, held, table, name, roleId)) return refused({ kind: 'role_name_taken', name });
    const ranks = place ? placeRole(table.roles, role, place.aboveId, ownRankIn(table, held.actor.role)) : done([]);
    if (!ranks.ok) return ranks;
    const rank = ranks.value.find(({ id }) => id === roleId)?.rank ?? role.rank;
    const changed = changesOf(role, { name, description, forWhom }, rank);
    if (Object.keys(changed).length === 0) return done({ role: name });
    await writeEdit(tx, role, { name, description, forWhom });
    await tx.rankRoles(ranks.value);
    await tx.audit(auditEntry(asked, held, 'role.change', { kind: 'role', id: roleId }, changed));
    return done({ role: name });
  });

const writeEdit = async (tx: Transaction, role: RoleRecord, texts: RoleTexts): Promise<void> => {
  await tx.describeRole(role.id, texts);
  if (texts.name !== role.name) await tx.raiseVersionsOfRole(role.id);
};

const changesOf = (role: RoleRecord, texts: RoleTexts, rank: number): Record<string, unknown> => ({
  ...(texts.name !== role.name && { name: { from: role.name, to: texts.name } }),
  ...(texts.description !== role.description && { description: { from: role.description, to: texts.description } }),
  ...(texts.forWhom !== role.forWhom && { forWhom: { from: role.forWhom, to: texts.forWhom } }),
  ...(rank !== role.rank && { rank: { from: role.rank, to: rank } }),
});
