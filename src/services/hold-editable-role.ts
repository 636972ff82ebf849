import { sameLabel } from '../domain/label-text.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { RoleRefusal } from '../domain/role-refusal.ts';
import type { RoleRecord, RoleTable } from '../ports/roles.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Held } from './write-as-admin.ts';

/** The role as it is now, for whoever holds the organization's lock: nobody changes one that ranks above their own. */
export const holdEditableRole = async (
  tx: Transaction,
  { organization, actor }: Held,
  roleId: string,
): Promise<Result<{ readonly role: RoleRecord; readonly table: RoleTable }, RoleRefusal>> => {
  const table = await tx.findRoleTable(organization.id);
  const role = table.roles.find(({ id }) => id === roleId);
  if (!role) return refused({ kind: 'role_gone' });
  if (role.rank > ownRankIn(table, actor.role)) return refused({ kind: 'role_outranks_you', role: role.name });
  return done({ role, table });
};

/**
 * Whether another role reads the same. Asked twice: under the locale C the database leaves É as it is where it compares names,
 * and under others it folds what JavaScript does not.
 */
export const isRoleNameTaken = async (
  tx: Transaction,
  { organization }: Held,
  { roles }: RoleTable,
  name: string,
  exceptId: string | null,
): Promise<boolean> =>
  roles.some((role) => role.id !== exceptId && sameLabel(role.name, name)) ||
  tx.isRoleNameTaken(organization.id, name, exceptId);

/** The actor's own rank in this very table: the roles may have been put in a new order since the actor was read. */
export const ownRankIn = (table: RoleTable, own: { readonly id: string; readonly rank: number }): number =>
  table.roles.find(({ id }) => id === own.id)?.rank ?? own.rank;
