import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Acts, actsOf, addRole, okOf } from '../support/acts.ts';
import { type AddedMember, addMember, anAddress, auditOf, invitationOf, invite, roleId } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addOrganization } from '../support/terms.ts';

let services: Services;
let acts: Acts;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  acts = actsOf(services);
  ada = await addMember(services);
  await addRole(services, 'Owner', 200, { isAdmin: true });
  await addRole(services, 'Lead', 150, { isAdmin: true });
  await addRole(services, 'Former', 15, { isRetired: true });
});
afterEach(async () => {
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const jobs = async () => (await services.waitingJobs()).map(({ name }) => name).sort();
const requestId = expect.any(String);

describe('changeRole', () => {
  it('at once: role, version, NOTIFY, audit entry with both roles, and the person is to be told', async () => {
    const bob = await addMember(services, { role: 'Member' });
    const heard: string[] = [];
    const listener = await services.client.pool.connect();
    listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
    await listener.query('LISTEN active_access');
    const result = okOf(await acts.changeRole(ada, bob, 'Viewer'));
    await listener.query('SELECT 1');
    listener.release(true);
    expect(result).toMatchObject({ outcome: 'changed', from: { name: 'Member' }, to: { name: 'Viewer' } });
    expect(await acts.record(bob)).toMatchObject({ version: 2, role: { name: 'Viewer' } });
    expect(heard.map((text) => JSON.parse(text))).toEqual([
      { organization: services.organizationId, membership: bob.membershipId, version: 2 },
    ]);
    const [entry] = await auditOf(services, { target: bob.membershipId });
    expect(entry).toMatchObject({
      action: 'membership.change_role',
      changed: {
        roleId: { from: await roleId(services, 'Member'), to: await roleId(services, 'Viewer') },
        version: 2,
        demotion: true,
      },
    });
    expect(await services.waitingJobs()).toMatchObject([
      { name: 'tell-role-change', payload: { organizationId: services.organizationId, requestId } },
    ]);
  });

  it('when it grants an admin role, the other admins are to be told, and by whom', async () => {
    const bob = await addMember(services, { role: 'Member' });
    okOf(await acts.changeRole(ada, bob, 'Admin'));
    expect(await services.waitingJobs('announce-admin')).toMatchObject([
      { payload: { membershipId: bob.membershipId, grantedById: ada.membershipId } },
    ]);
    expect((await auditOf(services, { target: bob.membershipId }))[0]?.changed).not.toHaveProperty('demotion');
  });

  it('when they have the role already, it is a friendly nothing', async () => {
    const bob = await addMember(services, { role: 'Viewer' });
    expect(okOf(await acts.changeRole(ada, bob, 'Viewer'))).toMatchObject({ outcome: 'unchanged' });
    expect(await acts.record(bob)).toMatchObject({ version: 1 });
    expect(await auditOf(services, { target: bob.membershipId })).toEqual([]);
    expect(await jobs()).toEqual([]);
  });

  it('when the form showed an older membership, says so and changes nothing', async () => {
    const bob = await addMember(services, { role: 'Viewer' });
    okOf(await acts.changeRole(ada, bob, 'Member'));
    const late = await acts.changeRole(ada, bob, 'Admin', { shownVersion: 1 });
    expect(late).toMatchObject({ ok: false, refusal: { kind: 'changed_since_shown' } });
    expect(await acts.record(bob)).toMatchObject({ role: { name: 'Member' }, version: 2 });
  });

  it('when the same submission comes twice, it is done once and answered twice', async () => {
    const bob = await addMember(services, { role: 'Viewer' });
    const given = { idempotencyKey: uuidv7(), shownVersion: 1 };
    const first = okOf(await acts.changeRole(ada, bob, 'Member', given));
    const second = okOf(await acts.changeRole(ada, bob, 'Member', given));
    expect(second).toMatchObject({
      outcome: 'changed',
      auditEventId: first.outcome === 'changed' ? first.auditEventId : '',
      from: { name: 'Viewer' },
    });
    expect(await auditOf(services, { target: bob.membershipId })).toHaveLength(1);
  });

  it.each([
    ['oneself', async () => acts.changeRole(ada, ada, 'Member'), { kind: 'own_membership', act: 'change_role' }],
    [
      'somebody who ranks above',
      async () => acts.changeRole(ada, await memberAs('Owner'), 'Member'),
      { kind: 'member_above_own', role: 'Owner' },
    ],
    [
      'to a role above one’s own',
      async () => acts.changeRole(ada, await addMember(services, { role: 'Viewer' }), 'Owner'),
      { kind: 'role_above_own', role: 'Owner' },
    ],
    [
      'to a retired role',
      async () => acts.changeRole(ada, await addMember(services, { role: 'Viewer' }), 'Former'),
      { kind: 'role_retired', role: 'Former' },
    ],
    [
      'somebody who was deactivated',
      async () => acts.changeRole(ada, await addMember(services, { status: 'DEACTIVATED' }), 'Viewer'),
      { kind: 'member_deactivated', at: expect.any(Date) },
    ],
    [
      'somebody who was removed',
      async () => acts.changeRole(ada, await addMember(services, { status: 'REMOVED' }), 'Viewer'),
      { kind: 'member_removed', at: expect.any(Date) },
    ],
  ])('of %s is refused, and leaves nothing', async (_who, act, refusal) => {
    const before = await services.query('SELECT id, role_id, version FROM membership ORDER BY id');
    const known = new Set(before.map(({ id }) => id));
    expect(await act()).toEqual({ ok: false, refusal });
    const after = await services.query('SELECT id, role_id, version FROM membership ORDER BY id');
    expect(after.filter(({ id }) => known.has(id))).toEqual(before);
    expect(await jobs()).toEqual([]);
  });

  it('of somebody of another organization is refused as of nobody', async () => {
    const { adminId, id, roleIds } = await addOrganization(services);
    const theirs = { ...ada, membershipId: adminId };
    const given = { shownVersion: 1 };
    expect(await acts.changeRole(ada, theirs, 'Viewer', given)).toMatchObject({ refusal: { kind: 'member_unknown' } });
    expect(await acts.deactivate(ada, theirs)).toMatchObject({ refusal: { kind: 'member_unknown' } });
    const [row] = await services.query('SELECT role_id, status::text FROM membership WHERE organization_id = $1', [id]);
    expect(row).toEqual({ role_id: roleIds['Admin'], status: 'ACTIVE' });
  });

  const memberAs = async (role: string): Promise<AddedMember> => {
    const member = await addMember(services);
    await services.query('UPDATE membership SET role_id = $2 WHERE id = $1', [
      member.membershipId,
      await roleId(services, role),
    ]);
    return member;
  };

  describe('that costs the right to invite', () => {
    it.each(['take_over', 'withdraw'] as const)(
      '%s: settles what they issued, and nothing of others',
      async (issued) => {
        const bob = await addMember(services);
        const [theirs, ofAda] = [anAddress(), anAddress()];
        await invite(services, bob, theirs);
        await invite(services, ada, ofAda);
        await services.clearJobs();
        const result = okOf(await acts.changeRole(ada, bob, 'Member', { issued }));
        const { id, batchId, status, issuer } = await invitationOf(services, theirs);
        expect(result).toMatchObject({ issued: { choice: issued, invitations: [{ id, generation: 1 }] } });
        expect(status).toBe(issued === 'take_over' ? 'PENDING' : 'WITHDRAWN');
        expect(issuer?.membershipId).toBe(issued === 'take_over' ? ada.membershipId : bob.membershipId);
        const action = issued === 'take_over' ? 'invitation.hand_over' : 'invitation.withdraw';
        expect((await auditOf(services, { target: id })).at(-1)).toMatchObject({ action });
        expect(await invitationOf(services, ofAda)).toMatchObject({ status: 'PENDING', issuedAt: expect.any(Date) });
        const told = await services.waitingJobs();
        expect(told).toContainEqual(
          expect.objectContaining({ name: 'announce-batch', payload: { batchId, requestId } }),
        );
        expect(told.filter(({ name }) => name === 'settle-card')).toHaveLength(issued === 'withdraw' ? 1 : 0);
      },
    );

    it('to a lower admin role: only what ranks above it is settled', async () => {
      const [owner, bob] = [await memberAs('Owner'), await memberAs('Lead')];
      const [asLead, asMember] = [anAddress(), anAddress()];
      const lead = await invite(services, bob, asLead);
      await services.query('UPDATE invitation SET role_id = $2 WHERE id = $1', [
        lead.id,
        await roleId(services, 'Lead'),
      ]);
      await invite(services, bob, asMember);
      okOf(await acts.changeRole(owner, bob, 'Admin'));
      expect((await invitationOf(services, asLead)).issuer?.membershipId).toBe(owner.membershipId);
      expect((await invitationOf(services, asMember)).issuer?.membershipId).toBe(bob.membershipId);
    });
  });
});
