import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chooseDefaultRole } from '../../src/services/choose-default-role.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { bringRoleBack, retireRole } from '../../src/services/retire-role.ts';
import { setRolePermissions } from '../../src/services/set-role-permissions.ts';
import { accessOf, addPermission } from '../support/access.ts';
import { waitForLock } from '../support/locks.ts';
import { type AddedMember, addMember, anAddress, auditOf, invite, inviteInput, roleId } from '../support/records.ts';
import { came, type RoleActs, roleActsOf } from '../support/role-acts.ts';
import { type Services, startServices } from '../support/services.ts';

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

describe('retiring a role', () => {
  const retire = async (id: string) => came(await retireRole(services.deps, await roles.asked(), id));

  it('when people or pending invitations have it, is refused with how many; once nobody has, is done, and undone', async () => {
    const id = await roles.added('Trainee');
    const holder = await addMember(services, { role: 'Member' });
    await services.query('UPDATE membership SET role_id = $2 WHERE id = $1', [holder.membershipId, id]);
    const [waiting, ranOut] = [anAddress(), anAddress()];
    for (const email of [waiting, ranOut]) await invite(services, ada, email, { role: 'Trainee' });
    await services.query(`UPDATE invitation SET expires_at = usher_now() - interval '1 day' WHERE email_key = $1`, [
      ranOut,
    ]);
    const held = { kind: 'role_held', role: 'Trainee', people: 1, invitations: 2, ranOut: 1, links: 0 };
    expect(await retire(id)).toEqual(held);
    await services.query(`UPDATE membership SET status = 'DEACTIVATED', ended_at = now() WHERE id = $1`, [
      holder.membershipId,
    ]);
    expect(await retire(id)).toEqual({ ...held, people: 0 });
    await services.query(`UPDATE invitation SET status = 'WITHDRAWN', decided_at = now() WHERE role_id = $1`, [id]);
    expect(await retire(id)).toEqual({ role: 'Trainee' });
    expect(await auditOf(services, { target: id })).toMatchObject([
      { action: 'role.create' },
      { action: 'role.retire' },
    ]);
    const input = await inviteInput(services, [anAddress()], { role: 'Trainee' });
    expect(came(await inviteMembers(services.deps, await roles.asked(), input))).toMatchObject({
      kind: 'role_retired',
    });
    expect(await retire(id)).toEqual({ role: 'Trainee' });
    expect(came(await bringRoleBack(services.deps, await roles.asked(), id))).toEqual({ role: 'Trainee' });
    expect(came(await inviteMembers(services.deps, await roles.asked(), input))).toHaveProperty('rows');
  });

  it('when somebody is being given it at this very moment, waits, and counts them', async () => {
    const id = await roles.added('Guest author');
    const joining = new pg.Client(services.url);
    await joining.connect();
    const member = await addMember(services, { role: 'Member' });
    await joining.query('BEGIN');
    await joining.query('UPDATE membership SET role_id = $2 WHERE id = $1', [member.membershipId, id]);
    const retired = retire(id);
    await waitForLock(services);
    await joining.query('COMMIT');
    await joining.end();
    expect(await retired).toMatchObject({ kind: 'role_held', people: 1 });
  });
});

describe('what a role carries', () => {
  it('is shown before it counts, and then counts for all who hold it at once', async () => {
    const id = await roles.added('Analyst');
    const [read, write] = [await addPermission(services, 'Read'), await addPermission(services, 'Write')];
    const holders = [await addMember(services, { role: 'Member' }), await addMember(services, { role: 'Member' })];
    const gone = await addMember(services, { role: 'Member', status: 'DEACTIVATED' });
    for (const { membershipId } of [...holders, gone]) {
      await services.query('UPDATE membership SET role_id = $2 WHERE id = $1', [membershipId, id]);
    }
    const review = await roles.permit(id, [read, write]);
    expect(review).toMatchObject({
      state: 'review',
      people: 2,
      added: [{ name: 'Read' }, { name: 'Write' }],
      removed: [],
    });
    expect(await accessOf(services, holders[0]?.email ?? '')).toMatchObject({ permissions: [], version: 1 });
    const key = 'key' in review ? review.key : '';
    // Something else was chosen since, or somebody else was faster: what was shown is not what would happen.
    expect(await roles.permit(id, [read], key)).toMatchObject({ state: 'review', added: [{ name: 'Read' }] });
    expect(await roles.permit(id, [read, write], key)).toMatchObject({ state: 'updated' });
    for (const { email } of holders) {
      expect(await accessOf(services, email)).toMatchObject({ permissions: ['read', 'write'], version: 2 });
    }
    expect(await services.query('SELECT version FROM membership WHERE id = $1', [gone.membershipId])).toEqual([
      { version: 1 },
    ]);
    expect((await auditOf(services, { target: id })).at(-1)).toMatchObject({
      action: 'role.change',
      changed: { permissionIds: { added: [read, write], removed: [] } },
    });
    expect(await roles.permit(id, [read, write], key)).toMatchObject({ state: 'same' });
    expect(await accessOf(services, holders[0]?.email ?? '')).toMatchObject({ version: 2 });
  });

  it('is never a sensitive permission, nor one that is gone', async () => {
    const [id, sendAs] = [await roles.added('Sender'), await addPermission(services, 'Send as', { isSensitive: true })];
    expect(await roles.permit(id, [sendAs])).toEqual({ kind: 'permission_is_sensitive', permission: 'Send as' });
    expect(await roles.permit(id, [uuidv7()])).toEqual({ kind: 'permission_gone' });
  });
});

describe('two admins at once', () => {
  it('who put roles in order, choose the default, and add one name, leave a whole order and one of each', async () => {
    const bob = await addMember(services);
    const [member, viewer] = [await roleId(services, 'Member'), await roleId(services, 'Viewer')];
    const tight = await Promise.all(
      ['One', 'Two', 'Three'].map((name) => roles.added(`Tight ${name}`, { aboveId: viewer })),
    );
    for (let round = 0; round < 12; round += 1) {
      const [first = '', second = ''] = tight;
      const outcomes = await Promise.all([
        roles.edit(first, { place: { aboveId: second } }),
        roles.edit(second, { place: { aboveId: round % 2 ? viewer : null } }, bob),
        chooseDefaultRole(services.deps, await roles.asked(ada), member),
        chooseDefaultRole(services.deps, await roles.asked(bob), viewer),
        roles.add(`Twin ${round}`, { aboveId: viewer }),
        roles.add(`twin ${round}`, { aboveId: viewer }, bob),
      ]);
      expect(outcomes.slice(0, 2)).toEqual([null, null]);
      expect(outcomes.slice(4).filter((one) => one && 'kind' in one)).toMatchObject([{ kind: 'role_name_taken' }]);
    }
    const rows = await services.query<{ isAdmin: boolean; isDefault: boolean }>(
      'SELECT is_admin AS "isAdmin", is_default AS "isDefault" FROM role WHERE organization_id = $1 ORDER BY rank',
      [services.organizationId],
    );
    const firstAdmin = rows.findIndex(({ isAdmin }) => isAdmin);
    expect(rows.slice(firstAdmin).every(({ isAdmin }) => isAdmin)).toBe(true);
    expect(rows.filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  it('who change what the admin role carries, wait for each other, and both get their way or the other one’s truth', async () => {
    const bob = await addMember(services);
    const [admin, audit] = [await roleId(services, 'Admin'), await addPermission(services, 'Audit')];
    const review = await roles.permit(admin, [audit]);
    const reviewed = 'key' in review ? review.key : '';
    const both = await Promise.all(
      [ada, bob].map(async (by) =>
        came(
          await setRolePermissions(services.deps, await roles.asked(by), {
            roleId: admin,
            permissionIds: [audit],
            reviewed,
          }),
        ),
      ),
    );
    expect(both.map((one) => ('state' in one ? one.state : one.kind)).sort()).toEqual(['same', 'updated']);
    expect(await accessOf(services, bob.email)).toMatchObject({ permissions: ['audit'] });
  });
});
