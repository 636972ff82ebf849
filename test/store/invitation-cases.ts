import { v7 as uuidv7 } from 'uuid';
import { expect } from 'vitest';
import type { PersonKey } from '../../src/domain/person-card.ts';
import type { Transaction } from '../../src/ports/transaction.ts';
import { ids, newInvitation, type Tenant, termsOf } from '../support/tenants.ts';

const emails = ['waiting@example.com', 'expired@example.com', 'nobody@example.com'];

/** Invitations, asked with our organization for what both have alike, or by the ids of theirs. */
export const invitationCases = (tenants: () => { readonly ours: Tenant; readonly theirs: Tenant }) => ({
  findInvitationsOfEmails: async (tx: Transaction) => {
    const { ours } = tenants();
    expect(ids(await tx.findInvitationsOfEmails(ours.org.id, emails))).toEqual([ours.waitingId, ours.expiredId].sort());
  },
  findPendingPage: async (tx: Transaction) => {
    const { ours } = tenants();
    const { rows } = await tx.findPendingPage(ours.org.id, null, 100);
    expect(rows.map(({ invitationId }) => invitationId).sort()).toEqual([ours.waitingId, ours.expiredId].sort());
  },
  countPending: async (tx: Transaction) => {
    const { ours } = tenants();
    const counts = Object.values(await tx.countPending(ours.org.id));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
  },
  findExpired: async (tx: Transaction) => {
    const { ours } = tenants();
    expect(ids(await tx.findExpired(ours.org.id, 100))).toEqual([ours.expiredId]);
  },
  findInvitedMeant: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const find = async (key: PersonKey) =>
      (await tx.findInvitedMeant(ours.org.id, key, 9)).map(({ invitationId }) => invitationId);
    const user = { teamId: theirs.org.teamId, userId: 'U2' };
    expect(await find({ kind: 'text', text: 'waiting' })).toEqual([ours.waitingId]);
    expect(await find({ kind: 'email', emailKey: 'waiting@example.com' })).toEqual([ours.waitingId]);
    expect(await find({ kind: 'slack', user })).toEqual([]);
  },
  findAddressFacts: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const organization = await tx.findOrganization(ours.org.id);
    if (!organization) throw new Error('Ours is gone.');
    const asked = [...emails, theirs.admin.email].map((emailKey) => ({ emailKey, slack: null }));
    const { facts, issuedToday } = await tx.findAddressFacts(organization, asked);
    expect(issuedToday).toBe(1);
    expect(facts.get('waiting@example.com')?.invitation?.id).toBe(ours.waitingId);
    expect(facts.get(theirs.admin.email)).toMatchObject({ hasAccount: true, membership: null, invitation: null });
  },
  createInvitations: async (tx: Transaction) => {
    const { ours } = tenants();
    const made = await tx.createInvitations(termsOf(ours), [newInvitation(uuidv7(), 'theirs-only@example.com')]);
    expect(made).toHaveLength(1);
  },
  renewInvitations: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const rows = [
      newInvitation(ours.expiredId, 'expired@example.com'),
      newInvitation(theirs.expiredId, 'expired@example.com'),
    ];
    expect(ids(await tx.renewInvitations(termsOf(ours), rows))).toEqual([ours.expiredId]);
  },
  editInvitation: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const edit = {
      roleId: ours.org.roles.viewer,
      primaryTeamId: null,
      firstName: null,
      lastName: null,
      issuerId: null,
    };
    await tx.editInvitation({ organizationId: ours.org.id, id: theirs.waitingId, ...edit });
  },
  holdInvitations: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    expect(ids(await tx.holdInvitations(ours.org.id, [ours.waitingId, theirs.waitingId]))).toEqual([ours.waitingId]);
  },
  holdFormOptions: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const terms = { roleId: theirs.org.roles.member, teamIds: [theirs.salesId], productIds: [theirs.productId] };
    expect(await tx.holdFormOptions(ours.org.id, terms)).toEqual(await tx.findFormOptions(ours.org.id));
  },
  findFormOptions: async (tx: Transaction) => {
    const { ours } = tenants();
    const { roles, teams, products } = await tx.findFormOptions(ours.org.id);
    expect(ids(roles)).toEqual(Object.values(ours.org.roles).sort());
    expect([ids(teams), ids(products)]).toEqual([[ours.salesId], [ours.productId]]);
  },
  lookAgainAtAll: async (tx: Transaction) => {
    const { ours } = tenants();
    await tx.lookAgainAtAll(ours.org.id);
  },
});
