import { v7 as uuidv7 } from 'uuid';
import { type AddRoleInput, addRole } from '../../src/services/add-role.ts';
import { type EditRoleInput, editRole } from '../../src/services/edit-role.ts';
import { setRolePermissions } from '../../src/services/set-role-permissions.ts';
import { addRoleRow } from './access.ts';
import { type AddedMember, addMember, askedBy, roleId } from './records.ts';
import type { Services } from './services.ts';

/** The value, or the refusal. */
export const came = <T, R>(result: { ok: true; value: T } | { ok: false; refusal: R }): T | R =>
  result.ok ? result.value : result.refusal;

export type RoleActs = ReturnType<typeof roleActsOf>;

/** Acts on roles, by Ada unless somebody else is named. */
export const roleActsOf = (services: Services, ada: AddedMember) => {
  const asked = (by: AddedMember = ada, idempotencyKey?: string) =>
    askedBy(services, by.person, idempotencyKey === undefined ? {} : { idempotencyKey });

  const ranked = async (): Promise<string[]> =>
    (
      await services.query<{ name: string }>('SELECT name FROM role WHERE organization_id = $1 ORDER BY rank', [
        services.organizationId,
      ])
    ).map(({ name }) => name);
  const rowOf = async (id: string) => (await services.query('SELECT * FROM role WHERE id = $1', [id]))[0] ?? {};

  const add = async (name: string, given: Partial<AddRoleInput> = {}, by = ada) =>
    came(
      await addRole(services.deps, await asked(by), {
        name,
        description: '',
        forWhom: '',
        isAdmin: false,
        aboveId: await roleId(services, 'Member'),
        ...given,
      }),
    );
  const added = async (name: string, given: Partial<AddRoleInput> = {}): Promise<string> => {
    const role = await add(name, given);
    if (!('roleId' in role)) throw new Error(JSON.stringify(role));
    return role.roleId;
  };
  const edit = async (id: string, given: Omit<EditRoleInput, 'roleId'>, by = ada) => {
    const result = came(await editRole(services.deps, await asked(by), { roleId: id, ...given }));
    return 'kind' in result ? result : null;
  };
  const permit = async (id: string, permissionIds: string[], reviewed: string | null = null) =>
    came(await setRolePermissions(services.deps, await asked(), { roleId: id, permissionIds, reviewed }));

  /** Somebody whose admin role ranks below that of Ada, made for one test. */
  const assistant = async (): Promise<AddedMember> => {
    const id = await addRoleRow(services, `Assistant ${uuidv7()}`, 99, { isAdmin: true });
    const member = await addMember(services);
    await services.query('UPDATE membership SET role_id = $2 WHERE id = $1', [member.membershipId, id]);
    return member;
  };

  return { asked, ranked, rowOf, add, added, edit, permit, assistant };
};
