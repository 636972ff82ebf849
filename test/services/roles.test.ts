import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addRole } from '../../src/services/add-role.ts';
import { chooseDefaultRole } from '../../src/services/choose-default-role.ts';
import { retireRole } from '../../src/services/retire-role.ts';
import { setRolePermissions } from '../../src/services/set-role-permissions.ts';
import { accessOf } from '../support/access.ts';
import { type AddedMember, addMember, anAddress, auditOf, invite, roleId } from '../support/records.ts';
import { came, type RoleActs, roleActsOf } from '../support/role-acts.ts';
import { type Services, startServices } from '../support/services.ts';
import { addOrganization } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
let roles: RoleActs;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  roles = roleActsOf(services, ada);
});
afterEach(() => expect(services.logged('error')).toEqual([]));
afterAll(() => services.stop());

describe('a role', () => {
  it('is added in its place and can be given at once; the same form sent twice adds one', async () => {
    const key = uuidv7();
    const input = {
      name: 'Editor',
      description: 'Edits.',
      forWhom: 'Authors.',
      isAdmin: false,
      aboveId: await roleId(services, 'Viewer'),
    };
    const first = came(await addRole(services.deps, await roles.asked(ada, key), input));
    expect(came(await addRole(services.deps, await roles.asked(ada, key), input))).toEqual(first);
    expect(await roles.ranked()).toEqual(['Viewer', 'Editor', 'Member', 'Admin']);
    const id = await roleId(services, 'Editor');
    expect(await auditOf(services, { target: id })).toMatchObject([{ action: 'role.create', changed: { rank: 15 } }]);
    const invited = await invite(services, ada, anAddress(), { role: 'Editor' });
    expect(invited.role).toMatchObject({ id, description: 'Edits.' });
  });

  it.each(['member', 'MEMBER', 'Member'])('when it is to be called %j, as another one is, is refused', async (name) => {
    expect(await roles.add(name)).toEqual({ kind: 'role_name_taken', name });
    expect(await roles.edit(await roleId(services, 'Viewer'), { name })).toEqual({ kind: 'role_name_taken', name });
  });

  it('when its name differs from another one by the case of an accented letter, is refused under any locale', async () => {
    await roles.added('Éditeur');
    expect(await roles.add('éditeur')).toMatchObject({ kind: 'role_name_taken' });
  });

  it('is renamed, described and put elsewhere; what the product reads changes for all who hold it', async () => {
    const id = await roles.added('Writer');
    const holder = await addMember(services, { role: 'Member' });
    await services.query('UPDATE membership SET role_id = $2 WHERE id = $1', [holder.membershipId, id]);
    expect(await roles.edit(id, { name: 'Author', description: 'Writes.', place: { aboveId: null } })).toBeNull();
    expect((await roles.ranked())[0]).toBe('Author');
    expect(await accessOf(services, holder.email)).toMatchObject({ role: 'Author', version: 2 });
    expect((await auditOf(services, { target: id })).at(-1)).toMatchObject({
      action: 'role.change',
      changed: { name: { from: 'Writer', to: 'Author' }, description: { from: '', to: 'Writes.' }, rank: {} },
    });
    expect(await roles.edit(id, { description: 'Writes well.' })).toBeNull();
    expect(await accessOf(services, holder.email)).toMatchObject({ version: 2 });
    const entries = await auditOf(services, { target: id });
    expect(await roles.edit(id, {})).toBeNull();
    expect(await auditOf(services, { target: id })).toHaveLength(entries.length);
  });

  it('when it is of another organization, is gone', async () => {
    const other = await addOrganization(services, uuidv7());
    const theirs = other.roleIds['Member'] ?? '';
    const before = await roles.rowOf(theirs);
    const gone = { kind: 'role_gone' };
    expect(await roles.edit(theirs, { name: 'Ours' })).toEqual(gone);
    expect(await roles.permit(theirs, [])).toEqual(gone);
    expect(came(await retireRole(services.deps, await roles.asked(), theirs))).toEqual(gone);
    expect(came(await chooseDefaultRole(services.deps, await roles.asked(), theirs))).toEqual(gone);
    expect(await roles.add('Above theirs', { aboveId: theirs })).toEqual({ kind: 'place_gone' });
    expect(await roles.rowOf(theirs)).toEqual(before);
  });
});

describe('an admin of a lower rank', () => {
  it('changes nothing of a role above their own, and lifts none above it', async () => {
    const [low, admin] = [await roles.assistant(), await roleId(services, 'Admin')];
    const before = await roles.rowOf(admin);
    const outranked = { kind: 'role_outranks_you', role: 'Admin' };
    expect(await roles.edit(admin, { name: 'Mine' }, low)).toEqual(outranked);
    const input = { roleId: admin, permissionIds: [], reviewed: null };
    expect(came(await setRolePermissions(services.deps, await roles.asked(low), input))).toEqual(outranked);
    expect(came(await retireRole(services.deps, await roles.asked(low), admin))).toEqual(outranked);
    expect(await roles.rowOf(admin)).toEqual(before);
    const { role } = (await roles.asked(low)).context.actor as { role: { id: string; name: string } };
    const above = { kind: 'place_above_own', role: role.name };
    expect(await roles.add('Boss', { isAdmin: true, aboveId: role.id }, low)).toEqual(above);
    expect(await roles.edit(role.id, { place: { aboveId: admin } }, low)).toEqual({
      kind: 'place_above_own',
      role: 'Admin',
    });
    expect(await roles.add('Helper', { isAdmin: true, aboveId: null }, low)).toHaveProperty('roleId');
    expect((await roles.ranked()).slice(-3)).toEqual(['Helper', role.name, 'Admin']);
  });
});

describe('the default role', () => {
  it('is one that is neither admin nor retired', async () => {
    const choose = async (id: string) => came(await chooseDefaultRole(services.deps, await roles.asked(), id));
    const [member, viewer] = [await roleId(services, 'Member'), await roleId(services, 'Viewer')];
    expect(await choose(await roleId(services, 'Admin'))).toEqual({ kind: 'default_is_admin', role: 'Admin' });
    const retired = await roles.added('Old');
    await retireRole(services.deps, await roles.asked(), retired);
    expect(await choose(retired)).toEqual({ kind: 'default_is_retired', role: 'Old' });
    expect(await choose(member)).toEqual({ role: 'Member' });
    expect(
      await services.query('SELECT name FROM role WHERE is_default AND organization_id = $1', [
        services.organizationId,
      ]),
    ).toEqual([{ name: 'Member' }]);
    expect((await auditOf(services, { target: member })).at(-1)).toMatchObject({
      changed: { defaultRoleId: { from: viewer, to: member } },
    });
    expect(came(await retireRole(services.deps, await roles.asked(), member))).toEqual({
      kind: 'role_is_default',
      role: 'Member',
    });
    await choose(viewer);
  });
});
