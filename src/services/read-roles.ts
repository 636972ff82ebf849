import type { Deps } from '../deps.ts';
import { isActiveAdmin } from '../domain/actor.ts';
import type { ActorContext } from '../ports/records.ts';
import type { RoleTable } from '../ports/roles.ts';
import { ownRankIn } from './hold-editable-role.ts';

/** What everybody may read; with how many hold each role, and what may be changed, where an admin reads. */
export type RolesScreen = RoleTable & {
  readonly admin: { readonly peopleByRole: ReadonlyMap<string, number>; readonly ownRank: number } | null;
};

/** The caller has asked `authorize` for `read_roles`. */
export const readRoles = async (
  { store }: Pick<Deps, 'store'>,
  { actor, organization }: ActorContext,
): Promise<RolesScreen> => {
  if (!isActiveAdmin(actor)) return { ...(await store.findRoleTable(organization.id)), admin: null };
  const [table, peopleByRole] = await Promise.all([
    store.findRoleTable(organization.id),
    store.countPeopleByRole(organization.id),
  ]);
  return { ...table, admin: { peopleByRole, ownRank: ownRankIn(table, actor.role) } };
};
