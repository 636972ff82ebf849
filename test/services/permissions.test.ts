import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ChangeGrantsInput, changeGrants } from '../../src/services/change-grants.ts';
import { grantSensitive } from '../../src/services/grant-sensitive.ts';
import { addPermission as addToCatalogue, editPermission } from '../../src/services/save-permission.ts';
import { saveTemplate, templateKey } from '../../src/services/save-template.ts';
import { accessOf, addPermission, addRoleRow } from '../support/access.ts';
import { waitForLock } from '../support/locks.ts';
import { type AddedMember, addMember, anAddress, askedBy, auditOf, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addOrganization } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
let ids: Record<'read' | 'write' | 'exports' | 'sendAs', string>;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  ids = {
    read: await addPermission(services, 'Read', { roles: ['Member'] }),
    write: await addPermission(services, 'Write'),
    exports: await addPermission(services, 'Exports'),
    sendAs: await addPermission(services, 'Send as', { isSensitive: true }),
  };
});
afterEach(() => expect(services.logged('error')).toEqual([]));
afterAll(() => services.stop());

const asked = (by: AddedMember = ada, idempotencyKey: string = uuidv7()) =>
  askedBy(services, by.person, { idempotencyKey });
const came = <T, R>(result: { ok: true; value: T } | { ok: false; refusal: R }): T | R =>
  result.ok ? result.value : result.refusal;

const template = async (name: string, permissionIds: string[]): Promise<string> => {
  const input = { templateId: null, name, permissionIds, seen: '' };
  expect(came(await saveTemplate(services.deps, await asked(), input))).toBeNull();
  const [row] = await services.query<{ id: string }>('SELECT id FROM permission_template WHERE name = $1', [name]);
  return row?.id ?? '';
};
const change = async (input: ChangeGrantsInput, by = ada) =>
  came(await changeGrants(services.deps, await asked(by), input));
/** Reviewed, then updated. */
const apply = async (membershipId: string, wanted: ChangeGrantsInput['wanted']) => {
  const review = await change({ membershipId, wanted, reviewed: null });
  return change({ membershipId, wanted, reviewed: 'key' in review ? review.key : null });
};
const singles = (...permissionIds: string[]) => ({ kind: 'singles', permissionIds }) as const;

describe('the catalogue', () => {
  it('takes a permission under a key and name of its own; sent twice, it is there once', async () => {
    const key = uuidv7();
    const input = { key: 'dashboards', name: 'Dashboards', description: '', isSensitive: false };
    for (const _ of [1, 2])
      expect(came(await addToCatalogue(services.deps, await asked(ada, key), input))).toEqual({ name: 'Dashboards' });
    const add = async (more: Partial<typeof input>) =>
      came(await addToCatalogue(services.deps, await asked(), { ...input, ...more }));
    expect(await add({ name: 'Other' })).toEqual({ kind: 'permission_key_taken', key: 'dashboards' });
    expect(await add({ key: 'other', name: 'dASHBOARDS' })).toEqual({
      kind: 'permission_name_taken',
      name: 'dASHBOARDS',
    });
    const rows = await services.query<{ id: string }>(`SELECT id FROM permission WHERE key IN ('dashboards', 'other')`);
    expect(rows).toHaveLength(1);
    expect(await auditOf(services, { target: rows[0]?.id ?? '' })).toMatchObject([{ action: 'permission.create' }]);
  });

  it('makes none sensitive that a role, template or pending invitation gives: says which; and then does', async () => {
    const id = await addPermission(services, 'Billing', { roles: ['Admin'] });
    await template('Finance', [id]);
    const promise = async (invitationId: string) =>
      services.query(
        'INSERT INTO invitation_permission (organization_id, invitation_id, permission_id) VALUES ($1, $2, $3)',
        [services.organizationId, invitationId, id],
      );
    const [waiting, decided] = [await invite(services, ada, anAddress()), await invite(services, ada, anAddress())];
    await promise(waiting.id);
    await promise(decided.id);
    await services.query(`UPDATE invitation SET status = 'DECLINED', decided_at = now() WHERE id = $1`, [decided.id]);
    const edit = async () =>
      came(await editPermission(services.deps, await asked(), { permissionId: id, isSensitive: true }));
    const held = {
      kind: 'permission_held',
      permission: 'Billing',
      roles: ['Admin'],
      templates: ['Finance'],
      invitations: 1,
    };
    expect(await edit()).toEqual(held);
    await services.query('DELETE FROM role_permission WHERE permission_id = $1', [id]);
    await services.query('DELETE FROM template_permission WHERE permission_id = $1', [id]);
    expect(await edit()).toEqual({ ...held, roles: [], templates: [] });
    await services.query(`UPDATE invitation SET status = 'WITHDRAWN', decided_at = now() WHERE id = $1`, [waiting.id]);
    expect(await edit()).toEqual({ name: 'Billing' });
    const [row] = await services.query('SELECT key, name, sensitive FROM permission WHERE id = $1', [id]);
    expect(row).toEqual({ key: 'billing', name: 'Billing', sensitive: true });
    expect(await editPermission(services.deps, await asked(), { permissionId: uuidv7() })).toMatchObject({
      refusal: { kind: 'permission_gone' },
    });
  });

  it('keeps a template as somebody else left it, and holds nothing sensitive in one', async () => {
    const id = await template('Sales rep', [ids.read]);
    const save = async (more: Record<string, unknown>) => {
      const input = { templateId: id, name: 'Sales rep', permissionIds: [ids.write], seen: '', ...more };
      return came(await saveTemplate(services.deps, await asked(), input));
    };
    const seen = templateKey({ name: 'Sales rep', permissionIds: [ids.read] });
    expect(await save({})).toEqual({ kind: 'template_changed', template: 'Sales rep' });
    expect(await save({ seen, permissionIds: [ids.sendAs] })).toMatchObject({ kind: 'permission_is_sensitive' });
    expect(await save({ seen, permissionIds: [uuidv7()] })).toEqual({ kind: 'permission_gone' });
    expect(await save({ templateId: null, name: 'SALES REP' })).toEqual({
      kind: 'template_name_taken',
      name: 'SALES REP',
    });
    expect(await save({ templateId: uuidv7() })).toEqual({ kind: 'template_gone' });
    expect(await save({ seen })).toBeNull();
    expect((await auditOf(services, { target: id })).at(-1)).toMatchObject({
      action: 'template.change',
      changed: { permissionIds: { added: [ids.write], removed: [ids.read] } },
    });
  });
});

describe('single permissions of a person', () => {
  it('are shown before they count; then the product knows at once', async () => {
    const mia = await addMember(services, { role: 'Member' });
    const input = { membershipId: mia.membershipId, wanted: singles(ids.write) };
    const review = await change({ ...input, reviewed: null });
    expect(review).toMatchObject({ state: 'review', added: [{ name: 'Write' }] });
    expect(await accessOf(services, mia.email)).toMatchObject({ permissions: ['read'], version: 1 });
    const reviewed = 'key' in review ? review.key : '';
    expect(await change({ ...input, wanted: singles(ids.exports), reviewed })).toMatchObject({ state: 'review' });
    expect(await change({ ...input, reviewed })).toMatchObject({ state: 'updated' });
    expect(await accessOf(services, mia.email)).toMatchObject({ permissions: ['read', 'write'], version: 2 });
    expect(await change({ ...input, reviewed })).toMatchObject({ state: 'same' });
    expect(await apply(mia.membershipId, singles())).toMatchObject({ state: 'updated' });
    expect(await auditOf(services, { target: mia.membershipId })).toMatchObject([
      { action: 'membership.grant', changed: { permissionIds: [ids.write] } },
      { action: 'membership.revoke', changed: { permissionIds: [ids.write] } },
    ]);
    expect(await change({ ...input, wanted: singles(ids.sendAs), reviewed: null })).toMatchObject({
      kind: 'permission_is_sensitive',
    });
    expect(await change({ ...input, wanted: singles(uuidv7()), reviewed: null })).toEqual({ kind: 'permission_gone' });
  });

  it('by a template: on top or in place, sensitive ones left alone, and one entry that says which template', async () => {
    const bob = await addMember(services, { role: 'Member' });
    const give = { membershipId: bob.membershipId, permissionId: ids.sendAs, act: 'give' } as const;
    await grantSensitive(services.deps, await asked(), give);
    await apply(bob.membershipId, singles(ids.exports));
    const templateId = await template('Writers', [ids.read, ids.write]);
    expect(await apply(bob.membershipId, { kind: 'template', templateId, mode: 'replace' })).toMatchObject({
      added: [{ name: 'Write' }],
      removed: [{ name: 'Exports' }],
      hadByRole: [{ name: 'Read' }],
      kept: [{ name: 'Send as' }],
      state: 'updated',
    });
    expect(await accessOf(services, bob.email)).toMatchObject({
      permissions: ['read', 'send_as', 'write'],
      version: 4,
    });
    expect((await auditOf(services, { target: bob.membershipId })).at(-1)).toMatchObject({
      action: 'template.apply',
      changed: { templateId, mode: 'replace', permissionIds: { added: [ids.write], removed: [ids.exports] } },
    });
    const gone = { kind: 'template', templateId: uuidv7(), mode: 'add' } as const;
    expect(await apply(bob.membershipId, gone)).toEqual({ kind: 'template_gone' });
  });
});

describe('a sensitive permission', () => {
  const act = async (membershipId: string, how: 'give' | 'take', by = ada, key?: string, permissionId = ids.sendAs) =>
    came(await grantSensitive(services.deps, await asked(by, key), { membershipId, permissionId, act: how }));

  it('is given and taken by itself, once however often it is sent, and audited as sensitive', async () => {
    const cy = await addMember(services, { role: 'Viewer' });
    const key = uuidv7();
    for (const _ of [1, 2])
      expect(await act(cy.membershipId, 'give', ada, key)).toMatchObject({ permission: 'Send as' });
    expect(await accessOf(services, cy.email)).toMatchObject({ permissions: ['send_as'], version: 2 });
    await act(cy.membershipId, 'take');
    await act(cy.membershipId, 'take');
    expect(await accessOf(services, cy.email)).toMatchObject({ permissions: [], version: 3 });
    const changed = { permissionIds: [ids.sendAs], sensitive: true };
    expect(await auditOf(services, { target: cy.membershipId })).toMatchObject([
      { action: 'membership.grant', changed },
      { action: 'membership.revoke', changed },
    ]);
    expect(await act(cy.membershipId, 'give', ada, undefined, ids.write)).toMatchObject({
      kind: 'permission_not_sensitive',
    });
    expect(await act(cy.membershipId, 'give', ada, undefined, uuidv7())).toEqual({ kind: 'permission_gone' });
  });
});

describe('nobody', () => {
  it('changes their own permissions, those of somebody above them, of who is not active, or of another organization', async () => {
    const role = await addRoleRow(services, 'Assistant', 99, { isAdmin: true });
    const low = await addMember(services);
    await services.query('UPDATE membership SET role_id = $2 WHERE id = $1', [low.membershipId, role]);
    const left = await addMember(services, { role: 'Member', status: 'DEACTIVATED' });
    const removed = await addMember(services, { role: 'Member', status: 'REMOVED' });
    const other = await addOrganization(services, uuidv7());
    const before = await services.query('SELECT * FROM membership_permission ORDER BY 2, 3');
    const cases = [
      [ada, ada.membershipId, 'own_membership'],
      [low, ada.membershipId, 'member_above_own'],
      [ada, left.membershipId, 'member_deactivated'],
      [ada, removed.membershipId, 'member_removed'],
      [ada, other.adminId, 'member_unknown'],
    ] as const;
    for (const [by, membershipId, kind] of cases) {
      expect(await change({ membershipId, wanted: singles(ids.write), reviewed: null }, by)).toMatchObject({ kind });
      const give = { membershipId, permissionId: ids.sendAs, act: 'give' } as const;
      expect(came(await grantSensitive(services.deps, await asked(by), give))).toMatchObject({ kind });
    }
    expect(await services.query('SELECT * FROM membership_permission ORDER BY 2, 3')).toEqual(before);
  });

  it('gives one singly that becomes sensitive at the same moment', async () => {
    const permissionId = await addPermission(services, 'Odd');
    const dee = await addMember(services, { role: 'Viewer' });
    const input = { membershipId: dee.membershipId, wanted: singles(permissionId) };
    const review = await change({ ...input, reviewed: null });
    const other = new pg.Client(services.url);
    await other.connect();
    await other.query('BEGIN');
    await other.query('UPDATE permission SET sensitive = true WHERE id = $1', [permissionId]);
    const granted = change({ ...input, reviewed: 'key' in review ? review.key : '' });
    await waitForLock(services);
    await other.query('COMMIT');
    await other.end();
    expect(await granted).toEqual({ kind: 'permission_is_sensitive', permission: 'Odd' });
    expect(await accessOf(services, dee.email)).toMatchObject({ permissions: [], version: 1 });
  });
});
