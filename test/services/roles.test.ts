import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AddRoleInput, addRole } from '../../src/services/add-role.ts';
import { chooseDefaultRole } from '../../src/services/choose-default-role.ts';
import { type EditRoleInput, editRole } from '../../src/services/edit-role.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { bringRoleBack, retireRole } from '../../src/services/retire-role.ts';
import { setRolePermissions } from '../../src/services/set-role-permissions.ts';
import { accessOf, addPermission, addRoleRow } from '../support/access.ts';
import {
  type AddedMember,
  addMember,
  anAddress,
  askedBy,
  auditOf,
  invite,
  inviteInput,
  roleId,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addOrganization } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
});
afterEach(() => expect(services.logged('error')).toEqual([]));
afterAll(() => services.stop());

const asked = (by: AddedMember = ada, idempotencyKey?: string) =>
  askedBy(services, by.person, idempotencyKey === undefined ? {} : { idempotencyKey });
/** The value, or the refusal. */
const came = <T, R>(result: { ok: true; value: T } | { ok: false; refusal: R }): T | R =>
  result.ok ? result.value : result.refusal;

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
    const first = came(await addRole(services.deps, await asked(ada, key), input));
    expect(came(await addRole(services.deps, await asked(ada, key), input))).toEqual(first);
    expect(await ranked()).toEqual(['Viewer', 'Editor', 'Member', 'Admin']);
    const id = await roleId(services, 'Editor');
    expect(await auditOf(services, { target: id })).toMatchObject([{ action: 'role.create', changed: { rank: 15 } }]);
    const invited = await invite(services, ada, anAddress(), { role: 'Editor' });
    expect(invited.role).toMatchObject({ id, description: 'Edits.' });
  });

  it.each(['member', 'MEMBER', 'Member'])('when it is to be called %j, as another one is, is refused', async (name) => {
    expect(await add(name)).toEqual({ kind: 'role_name_taken', name });
    expect(await edit(await roleId(services, 'Viewer'), { name })).toEqual({ kind: 'role_name_taken', name });
  });

  it('when its name differs from another one by the case of an accented letter, is refused under any locale', async () => {
    await added('Éditeur');
    expect(await add('éditeur')).toMatchObject({ kind: 'role_name_taken' });
  });

  it('is renamed, described and put elsewhere; what the product reads changes for all who hold it', async () => {
    const id = await added('Writer');
    const holder = await addMember(services, { role: 'Member' });
    await services.query('UPDATE membership SET role_id = $2 WHERE id = $1', [holder.membershipId, id]);
    expect(await edit(id, { name: 'Author', description: 'Writes.', place: { aboveId: null } })).toBeNull();
    expect((await ranked())[0]).toBe('Author');
    expect(await accessOf(services, holder.email)).toMatchObject({ role: 'Author', version: 2 });
    expect((await auditOf(services, { target: id })).at(-1)).toMatchObject({
      action: 'role.change',
      changed: { name: { from: 'Writer', to: 'Author' }, description: { from: '', to: 'Writes.' }, rank: {} },
    });
    expect(await edit(id, { description: 'Writes well.' })).toBeNull();
    expect(await accessOf(services, holder.email)).toMatchObject({ version: 2 });
    const entries = await auditOf(services, { target: id });
    expect(await edit(id, {})).toBeNull();
    expect(await auditOf(services, { target: id })).toHaveLength(entries.length);
  });

  it('when it is of another organization, is gone', async () => {
    const other = await addOrganization(services, uuidv7());
    const theirs = other.roleIds['Member'] ?? '';
    const before = await rowOf(theirs);
    const gone = { kind: 'role_gone' };
    expect(await edit(theirs, { name: 'Ours' })).toEqual(gone);
    expect(await permit(theirs, [])).toEqual(gone);
    expect(came(await retireRole(services.deps, await asked(), theirs))).toEqual(gone);
    expect(came(await chooseDefaultRole(services.deps, await asked(), theirs))).toEqual(gone);
    expect(await add('Above theirs', { aboveId: theirs })).toEqual({ kind: 'place_gone' });
    expect(await rowOf(theirs)).toEqual(before);
  });
});

describe('an admin of a lower rank', () => {
  it('changes nothing of a role above their own, and lifts none above it', async () => {
    const [low, admin] = [await assistant(), await roleId(services, 'Admin')];
    const before = await rowOf(admin);
    const outranked = { kind: 'role_outranks_you', role: 'Admin' };
    expect(await edit(admin, { name: 'Mine' }, low)).toEqual(outranked);
    const input = { roleId: admin, permissionIds: [], reviewed: null };
    expect(came(await setRolePermissions(services.deps, await asked(low), input))).toEqual(outranked);
    expect(came(await retireRole(services.deps, await asked(low), admin))).toEqual(outranked);
    expect(await rowOf(admin)).toEqual(before);
    const { role } = (await asked(low)).context.actor as { role: { id: string; name: string } };
    const above = { kind: 'place_above_own', role: role.name };
    expect(await add('Boss', { isAdmin: true, aboveId: role.id }, low)).toEqual(above);
    expect(await edit(role.id, { place: { aboveId: admin } }, low)).toEqual({ kind: 'place_above_own', role: 'Admin' });
    expect(await add('Helper', { isAdmin: true, aboveId: null }, low)).toHaveProperty('roleId');
    expect((await ranked()).slice(-3)).toEqual(['Helper', role.name, 'Admin']);
  });
});

describe('the default role', () => {
  it('is one that is neither admin nor retired', async () => {
    const choose = async (id: string) => came(await chooseDefaultRole(services.deps, await asked(), id));
    const [member, viewer] = [await roleId(services, 'Member'), await roleId(services, 'Viewer')];
    expect(await choose(await roleId(services, 'Admin'))).toEqual({ kind: 'default_is_admin', role: 'Admin' });
    const retired = await added('Old');
    await retireRole(services.deps, await asked(), retired);
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
    expect(came(await retireRole(services.deps, await asked(), member))).toEqual({
      kind: 'role_is_default',
      role: 'Member',
    });
    await choose(viewer);
  });
});

describe('retiring a role', () => {
  const retire = async (id: string) => came(await retireRole(services.deps, await asked(), id));

  it('when people or pending invitations have it, is refused with how many; once nobody has, is done, and undone', async () => {
    const id = await added('Trainee');
    const holder = await addMember(services, { role: 'Member' });
    await services.query('UPDATE membership SET role_id = $2 WHERE id = $1', [holder.membershipId, id]);
    const [waiting, ranOut] = [anAddress(), anAddress()];
    for (const email of [waiting, ranOut]) await invite(services, ada, email, { role: 'Trainee' });
    await services.query(`UPDATE invitation SET expires_at = usher_now() - interval '1 day' WHERE email_key = $1`, [
      ranOut,
    ]);
    const held = { kind: 'role_held', role: 'Trainee', people: 1, invitations: 2, ranOut: 1 };
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
    expect(came(await inviteMembers(services.deps, await asked(), input))).toMatchObject({ kind: 'role_retired' });
    expect(await retire(id)).toEqual({ role: 'Trainee' });
    expect(came(await bringRoleBack(services.deps, await asked(), id))).toEqual({ role: 'Trainee' });
    expect(came(await inviteMembers(services.deps, await asked(), input))).toHaveProperty('rows');
  });

  it('when somebody is being given it at this very moment, waits, and counts them', async () => {
    const id = await added('Guest author');
    const joining = new pg.Client(services.url);
    await joining.connect();
    const member = await addMember(services, { role: 'Member' });
    await joining.query('BEGIN');
    await joining.query('UPDATE membership SET role_id = $2 WHERE id = $1', [member.membershipId, id]);
    const retired = retire(id);
    await vi.waitFor(async () => {
      const waits = await services.query(
        `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FROM role%'`,
      );
      expect(waits).toHaveLength(1);
    });
    await joining.query('COMMIT');
    await joining.end();
    expect(await retired).toMatchObject({ kind: 'role_held', people: 1 });
  });
});

describe('what a role carries', () => {
  it('is shown before it counts, and then counts for all who hold it at once', async () => {
    const id = await added('Analyst');
    const [read, write] = [await addPermission(services, 'Read'), await addPermission(services, 'Write')];
    const holders = [await addMember(services, { role: 'Member' }), await addMember(services, { role: 'Member' })];
    const gone = await addMember(services, { role: 'Member', status: 'DEACTIVATED' });
    for (const { membershipId } of [...holders, gone]) {
      await services.query('UPDATE membership SET role_id = $2 WHERE id = $1', [membershipId, id]);
    }
    const review = await permit(id, [read, write]);
    expect(review).toMatchObject({
      state: 'review',
      people: 2,
      added: [{ name: 'Read' }, { name: 'Write' }],
      removed: [],
    });
    expect(await accessOf(services, holders[0]?.email ?? '')).toMatchObject({ permissions: [], version: 1 });
    const key = 'key' in review ? review.key : '';
    // Something else was chosen since, or somebody else was faster: what was shown is not what would happen.
    expect(await permit(id, [read], key)).toMatchObject({ state: 'review', added: [{ name: 'Read' }] });
    expect(await permit(id, [read, write], key)).toMatchObject({ state: 'updated' });
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
    expect(await permit(id, [read, write], key)).toMatchObject({ state: 'same' });
    expect(await accessOf(services, holders[0]?.email ?? '')).toMatchObject({ version: 2 });
  });

  it('is never a sensitive permission, nor one that is gone', async () => {
    const [id, sendAs] = [await added('Sender'), await addPermission(services, 'Send as', { isSensitive: true })];
    expect(await permit(id, [sendAs])).toEqual({ kind: 'permission_is_sensitive', permission: 'Send as' });
    expect(await permit(id, [uuidv7()])).toEqual({ kind: 'permission_gone' });
  });
});

describe('two admins at once', () => {
  it('who put roles in order, choose the default, and add one name, leave a whole order and one of each', async () => {
    const bob = await addMember(services);
    const [member, viewer] = [await roleId(services, 'Member'), await roleId(services, 'Viewer')];
    const tight = await Promise.all(['One', 'Two', 'Three'].map((name) => added(`Tight ${name}`, { aboveId: viewer })));
    for (let round = 0; round < 12; round += 1) {
      const [first = '', second = ''] = tight;
      const outcomes = await Promise.all([
        edit(first, { place: { aboveId: second } }),
        edit(second, { place: { aboveId: round % 2 ? viewer : null } }, bob),
        chooseDefaultRole(services.deps, await asked(ada), member),
        chooseDefaultRole(services.deps, await asked(bob), viewer),
        add(`Twin ${round}`, { aboveId: viewer }),
        add(`twin ${round}`, { aboveId: viewer }, bob),
      ]);
      expect(outcomes.slice(0, 2)).toEqual([null, null]);
      expect(outcomes.slice(4).filter((one) => one && 'kind' in one)).toMatchObject([{ kind: 'role_name_taken' }]);
    }
    const roles = await services.query<{ isAdmin: boolean; isDefault: boolean }>(
      'SELECT is_admin AS "isAdmin", is_default AS "isDefault" FROM role WHERE organization_id = $1 ORDER BY rank',
      [services.organizationId],
    );
    const firstAdmin = roles.findIndex(({ isAdmin }) => isAdmin);
    expect(roles.slice(firstAdmin).every(({ isAdmin }) => isAdmin)).toBe(true);
    expect(roles.filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  it('who change what the admin role carries, wait for each other, and both get their way or the other one’s truth', async () => {
    const bob = await addMember(services);
    const [admin, audit] = [await roleId(services, 'Admin'), await addPermission(services, 'Audit')];
    const review = await permit(admin, [audit]);
    const reviewed = 'key' in review ? review.key : '';
    const both = await Promise.all(
      [ada, bob].map(async (by) =>
        came(
          await setRolePermissions(services.deps, await asked(by), { roleId: admin, permissionIds: [audit], reviewed }),
        ),
      ),
    );
    expect(both.map((one) => ('state' in one ? one.state : one.kind)).sort()).toEqual(['same', 'updated']);
    expect(await accessOf(services, bob.email)).toMatchObject({ permissions: ['audit'] });
  });
});
