import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { done } from '../../src/domain/result.ts';
import { refuseLastAdmin } from '../../src/services/keep-an-admin.ts';
import { type Acts, actsOf, okOf } from '../support/acts.ts';
import {
  type AddedMember,
  acceptLink,
  addMember,
  anAddress,
  auditOf,
  invitationOf,
  invite,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
let acts: Acts;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  acts = actsOf(services);
  ada = await addMember(services);
});
afterEach(async () => {
  await services.clearJobs();
  // Rule 11 is not what these tests are about.
  await services.advance('11 minutes');
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const access = async ({ email }: AddedMember) =>
  services.query('SELECT role, version FROM active_access WHERE email = $1', [email]);

const addInviteLink = async (by: AddedMember): Promise<string> => {
  const id = uuidv7();
  await services.query(
    `INSERT INTO invite_link (id, organization_id, role_id, max_uses, expires_at, created_by_id)
     SELECT $1::uuid, organization_id, id, 5, usher_now() + interval '1 day', $2 FROM role WHERE name = 'Viewer'`,
    [id, by.membershipId],
  );
  return id;
};
const linkOf = async (id: string) =>
  (
    await services.query(
      'SELECT created_by_id AS by, revoked_at IS NOT NULL AS revoked FROM invite_link WHERE id = $1',
      [id],
    )
  )[0];

describe.each([
  ['deactivate', 'DEACTIVATED', 'membership.deactivate'],
  ['remove', 'REMOVED', 'membership.remove'],
] as const)('%s', (act, status, action) => {
  it('ends access at once, dated and audited, with the version that tells of it', async () => {
    const bob = await addMember(services, { role: 'Member' });
    expect(await access(bob)).toEqual([{ role: 'Member', version: 1 }]);
    expect(okOf(await acts[act](ada, bob))).toMatchObject({ outcome: 'ended', ownClosed: 0 });
    expect(await access(bob)).toEqual([]);
    expect(await acts.record(bob)).toMatchObject({ status, version: 2, endedAt: expect.any(Date) });
    const [row] = await services.query('SELECT ended_by_id FROM membership WHERE id = $1', [bob.membershipId]);
    expect(row).toEqual({ ended_by_id: ada.membershipId });
    expect(await auditOf(services, { target: bob.membershipId })).toMatchObject([
      { action, changed: { status: { from: 'ACTIVE', to: status }, version: 2 } },
    ]);
  });

  it.each(['take_over', 'withdraw'] as const)(
    'with %s, settles every invitation and invite link that they issued, and closes what waits for them',
    async (issued) => {
      const bob = await addMember(services);
      const [waits, ranOut] = [anAddress(), anAddress()];
      const expired = await invite(services, bob, ranOut);
      await services.advance('25 hours');
      const waiting = await invite(services, bob, waits);
      const linkId = await addInviteLink(bob);
      const own = await invite(services, ada, anAddress());
      await services.query('UPDATE invitation SET email = $2, email_key = $2 WHERE id = $1', [own.id, bob.email]);
      const result = okOf(await acts[act](ada, bob, { issued }));
      expect(result).toMatchObject({ ownClosed: 1, issued: { choice: issued, inviteLinkIds: [linkId] } });
      const isTaken = issued === 'take_over';
      for (const { email } of [waiting, expired]) {
        const { status: left, issuer } = await invitationOf(services, email);
        expect(left).toBe(isTaken ? 'PENDING' : 'WITHDRAWN');
        expect(issuer?.membershipId).toBe(isTaken ? ada.membershipId : bob.membershipId);
      }
      expect(await linkOf(linkId)).toEqual({ by: isTaken ? ada.membershipId : bob.membershipId, revoked: !isTaken });
      expect((await invitationOf(services, bob.email)).status).toBe('WITHDRAWN');
      // The link that was handed over still lets its invitee in; the withdrawn one does not.
      const accepted = await acceptLink(services, waiting);
      expect(accepted.ok ? 'joined' : accepted.refusal.kind).toBe(isTaken ? 'joined' : 'already_withdrawn');
    },
  );

  it.each([
    ['oneself', async () => acts[act](ada, ada), { kind: 'own_membership', act }],
    [
      'somebody who was removed',
      async () => acts[act](ada, await addMember(services, { status: 'REMOVED' })),
      { kind: 'member_removed', at: expect.any(Date) },
    ],
  ])('of %s is refused', async (_who, run, refusal) => {
    expect(await run()).toEqual({ ok: false, refusal });
  });

  it('when the same submission comes twice, it is done once and answered alike', async () => {
    const bob = await addMember(services);
    await invite(services, bob, anAddress());
    const given = { idempotencyKey: uuidv7() };
    const first = okOf(await acts[act](ada, bob, given));
    const second = okOf(await acts[act](ada, bob, given));
    expect(second).toMatchObject({ outcome: 'ended', auditEventId: first.outcome === 'ended' && first.auditEventId });
    expect(await auditOf(services, { target: bob.membershipId })).toHaveLength(1);
  });
});

describe('deactivate and remove', () => {
  it('only an active member is deactivated; one who is deactivated can still be removed', async () => {
    const bob = await addMember(services, { status: 'DEACTIVATED' });
    expect(await acts.deactivate(ada, bob)).toMatchObject({ refusal: { kind: 'member_deactivated' } });
    okOf(await acts.remove(ada, bob));
    expect(await acts.record(bob)).toMatchObject({ status: 'REMOVED' });
  });

  it('a deactivated admin who comes back by a new invitation has the same membership and the new role', async () => {
    const bob = await addMember(services);
    okOf(await acts.deactivate(ada, bob));
    const invitation = await invite(services, ada, bob.email, { role: 'Viewer' });
    expect((await acceptLink(services, invitation)).ok).toBe(true);
    expect(await acts.record(bob)).toMatchObject({ status: 'ACTIVE', role: { name: 'Viewer' }, version: 3 });
  });

  it('leaves the memberships of the same account in other organizations', async () => {
    const bob = await addMember(services);
    const [other, role] = [uuidv7(), uuidv7()];
    await services.query('INSERT INTO organization (id, name) VALUES ($1, $2)', [other, 'Other Org']);
    await services.query(
      `INSERT INTO role (id, organization_id, name, description, for_whom, rank) VALUES ($1, $2, 'Viewer', '', '', 1)`,
      [role, other],
    );
    await services.query(
      `INSERT INTO membership (id, organization_id, account_id, role_id, search_text) VALUES ($1, $2, $3, $4, '')`,
      [uuidv7(), other, bob.accountId, role],
    );
    okOf(await acts.remove(ada, bob));
    expect(await access(bob)).toEqual([{ role: 'Viewer', version: 1 }]);
  });
});

describe('the last admin', () => {
  it('is refused by the guard; deactivated admins and plain members do not count', async () => {
    await addMember(services, { status: 'DEACTIVATED' });
    const bob = await addMember(services, { role: 'Member' });
    const ask = (id: string) =>
      services.deps.store.transaction(async (tx) => done(await refuseLastAdmin(tx, services.organizationId, id)));
    await services.query(
      "UPDATE membership SET status = 'REMOVED', ended_at = now() WHERE status = 'ACTIVE' AND id <> ALL($1)",
      [[ada.membershipId, bob.membershipId]],
    );
    expect(okOf(await ask(ada.membershipId))).toEqual({ kind: 'last_admin' });
    expect(okOf(await ask(bob.membershipId))).toBeUndefined();
    const grace = await addMember(services);
    expect(okOf(await ask(ada.membershipId))).toBeUndefined();
    // Two who leave at the same moment, with nobody who acts among them: the guard is all there is between them.
    const leave = ({ membershipId }: AddedMember) =>
      services.deps.store.transaction(async (tx) => {
        const refusal = await refuseLastAdmin(tx, services.organizationId, membershipId);
        if (refusal) return { ok: false, refusal } as const;
        return done(await tx.endMembership(services.organizationId, membershipId, 'DEACTIVATED', bob.membershipId));
      });
    for (let round = 0; round < 10; round += 1) {
      const results = await Promise.all([leave(ada), leave(grace)]);
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      await services.query("UPDATE membership SET status = 'ACTIVE', ended_at = NULL WHERE id = ANY($1)", [
        [ada.membershipId, grace.membershipId],
      ]);
    }
  });
});
