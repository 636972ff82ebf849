import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { done } from '../../src/domain/result.ts';
import type { InvitationTerms } from '../../src/ports/records.ts';
import type { Transaction } from '../../src/ports/transaction.ts';
import { type StoreBench, startStore } from '../support/rows.ts';
import { addTenant, newInvitation, snapshot, type Tenant, termsOf } from '../support/tenants.ts';

let bench: StoreBench;
let ours: Tenant;
let theirs: Tenant;

beforeAll(async () => {
  bench = await startStore();
  ours = await addTenant(bench, 'Ours');
  theirs = await addTenant(bench, 'Theirs');
});

afterAll(() => bench?.stop());

const tomorrow = (): Date => new Date(Date.now() + 86_400_000);

describe('what goes by a Slack user', () => {
  const ref = (tenant: Tenant, userId = 'U1') => ({ teamId: tenant.org.teamId, userId });

  it('tells two people with one user id in two workspaces apart', async () => {
    for (const tenant of [ours, theirs]) {
      const found = await bench.store.findActor(tenant.org.teamId, ref(tenant));
      expect(found?.organization.id).toBe(tenant.org.id);
      expect(found?.actor).toMatchObject({ kind: 'member', membershipId: tenant.admin.membershipId });
      expect((await bench.store.findPendingOfSlackUser(ref(tenant, 'U2')))?.id).toBe(tenant.waitingId);
    }
  });

  it('tells somebody of themselves what their own organization says, and nothing of the other one', async () => {
    for (const tenant of [ours, theirs]) {
      const read = async (userId: string) => (await bench.store.findSelf(tenant.org.teamId, ref(tenant, userId)))?.self;
      const { membershipId } = tenant.admin;
      // They are the only admin, and nobody is told to ask themselves.
      expect(await read('U1')).toMatchObject({ member: { membershipId }, access: { adminNames: [] } });
      expect(await read('U2')).toMatchObject({
        member: null,
        waitingId: tenant.waitingId,
        access: { adminNames: ['Ada Example'] },
      });
    }
    expect((await bench.store.findSelf(ours.org.teamId, ref(theirs)))?.self).toEqual({
      member: null,
      waitingId: null,
      access: { permissionNames: [], adminNames: [] },
    });
  });

  it('takes somebody of another workspace for a stranger, whatever their user id', async () => {
    const found = await bench.store.findActor(ours.org.teamId, ref(theirs));
    expect(found?.actor).toEqual({ kind: 'stranger', slack: ref(theirs) });
  });

  it('knows who is bound in which workspace', async () => {
    expect(await bench.store.isBoundInWorkspace(ours.admin.accountId, ours.org.teamId)).toBe(true);
    expect(await bench.store.isBoundInWorkspace(ours.admin.accountId, theirs.org.teamId)).toBe(false);
  });
});

describe('the database itself', () => {
  const attempt = (work: (tx: Transaction) => Promise<unknown>) =>
    bench.store.transaction(async (tx) => done(await work(tx)));

  it.each<[string, () => Partial<InvitationTerms>]>([
    ['role', () => ({ roleId: theirs.org.roles.member })],
    ['team', () => ({ primaryTeamId: theirs.salesId })],
    ['inviter', () => ({ inviterId: theirs.admin.membershipId })],
  ])('refuses an invitation with a %s of another organization', async (_what, given) => {
    const rows = [newInvitation(uuidv7(), `${uuidv7()}@example.com`)];
    await expect(attempt((tx) => tx.createInvitations(termsOf(ours, given()), rows))).rejects.toThrow(
      /23503|foreign key/i,
    );
  });

  it.each<[string, () => Partial<InvitationTerms>]>([
    ['secondary team', () => ({ secondaryTeamIds: [theirs.salesId] })],
    ['product', () => ({ productIds: [theirs.productId] })],
  ])('refuses a %s of another organization on an invitation of ours', async (_what, given) => {
    const save = attempt((tx) => tx.saveTermLists(termsOf(ours, given()), [ours.waitingId]));
    await expect(save).rejects.toThrow(/23503|foreign key/i);
  });

  it('refuses that an admin of ours becomes the issuer of an invitation of theirs', async () => {
    const before = await snapshot(bench, theirs.org);
    const reissue = attempt((tx) => tx.reissueInvitations([theirs.waitingId], ours.admin.membershipId, tomorrow()));
    await expect(reissue).rejects.toThrow(/23503|foreign key/i);
    expect(await snapshot(bench, theirs.org)).toBe(before);
  });
});
