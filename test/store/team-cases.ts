import { v7 as uuidv7 } from 'uuid';
import { expect } from 'vitest';
import type { Transaction } from '../../src/ports/transaction.ts';
import { ids, type Tenant } from '../support/tenants.ts';

const day = (count: number): Date => new Date(Date.now() + count * 86_400_000);
const team = { name: 'Renamed', slackChannelId: null, tells: [], productIds: [] };

/** Teams and products, asked with our organization for what both have alike, or by the ids of theirs. */
export const teamCases = (tenants: () => { readonly ours: Tenant; readonly theirs: Tenant }) => ({
  findProductPage: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    expect(ids((await tx.findProductPage(ours.org.id, null, 100)).rows)).toEqual([ours.productId]);
    expect((await tx.findProductPage(ours.org.id, { after: theirs.productId }, 100)).rows).toEqual([]);
  },
  findProduct: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    expect(await tx.findProduct(ours.org.id, ours.productId)).toMatchObject({ key: 'atlas', pending: 1 });
    expect(await tx.findProduct(ours.org.id, theirs.productId)).toBeNull();
  },
  findProductNames: async (tx: Transaction) => {
    const { ours } = tenants();
    expect(ids(await tx.findProductNames(ours.org.id))).toEqual([ours.productId]);
  },
  holdProduct: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    expect(await tx.holdProduct(ours.org.id, theirs.productId)).toBeNull();
  },
  createProduct: async (tx: Transaction) => {
    const { ours } = tenants();
    await tx.createProduct(ours.org.id, { id: uuidv7(), key: 'new', name: 'New', isDefault: false });
  },
  changeProduct: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    await tx.changeProduct(ours.org.id, theirs.productId, { name: 'Renamed', isDefault: true });
  },
  holdProductHolders: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    await tx.holdProductHolders(ours.org.id, theirs.productId, theirs.admin.membershipId);
  },
  switchProduct: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    expect(await tx.switchProduct(ours.org.id, theirs.productId, false)).toBe(0);
  },
  findTeamPage: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    expect(ids((await tx.findTeamPage(ours.org.id, false, null, 100)).rows)).toEqual([ours.salesId]);
    expect((await tx.findTeamPage(ours.org.id, false, { before: theirs.salesId }, 100)).rows).toEqual([]);
  },
  countTeams: async (tx: Transaction) => {
    const { ours } = tenants();
    expect(await tx.countTeams(ours.org.id)).toEqual({
      active: 1,
      archived: 0,
      membersWithoutTeam: 0,
      pendingWithoutTeam: expect.any(Number),
    });
  },
  findTeam: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    expect(await tx.findTeam(ours.org.id, ours.salesId)).toMatchObject({ members: 1, pending: 1 });
    expect(await tx.findTeam(ours.org.id, theirs.salesId)).toBeNull();
  },
  findTeamNames: async (tx: Transaction) => {
    const { ours } = tenants();
    expect(ids(await tx.findTeamNames(ours.org.id))).toEqual([ours.salesId]);
  },
  findTeamChannel: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    expect(await tx.findTeamChannel(ours.org.id, ours.salesId)).toMatchObject({ name: 'Sales', tells: ['joins'] });
    expect(await tx.findTeamChannel(ours.org.id, theirs.salesId)).toBeNull();
  },
  findRoleChanges: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    expect(await tx.findRoleChanges(ours.org.id, theirs.salesId, day(-1), day(1))).toEqual([]);
  },
  findLeavers: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    expect(await tx.findLeavers(ours.org.id, theirs.salesId, day(-1), day(1))).toEqual([]);
  },
  findJoins: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    expect(await tx.findJoins(ours.org.id, ours.salesId, day(-1), day(1))).toHaveLength(1);
    expect(await tx.findJoins(ours.org.id, theirs.salesId, day(-1), day(1))).toEqual([]);
  },
  holdNames: async (tx: Transaction) => {
    const { ours } = tenants();
    await tx.holdNames(ours.org.id);
  },
  holdTeam: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    expect(await tx.holdTeam(ours.org.id, theirs.salesId)).toBeNull();
  },
  createTeam: async (tx: Transaction) => {
    const { ours } = tenants();
    await tx.createTeam(ours.org.id, uuidv7(), { ...team, name: 'New', productIds: [ours.productId] });
  },
  changeTeam: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    await tx.changeTeam(ours.org.id, theirs.salesId, { ...team, productIds: [ours.productId] });
  },
  setTeamArchived: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    await tx.setTeamArchived(ours.org.id, theirs.salesId, true);
  },
  holdInTeam: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    for (const kind of ['memberships', 'invitations'] as const) {
      const way = { fromId: theirs.salesId, toId: null };
      expect(await tx.holdInTeam(kind, ours.org.id, way, theirs.admin.membershipId)).toEqual([]);
    }
    const own = await tx.holdInTeam('memberships', ours.org.id, { fromId: ours.salesId, toId: null }, null);
    expect(ids(own)).toEqual([ours.admin.membershipId]);
  },
  moveHolders: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const holder = { roleRank: 1, primaryTeamId: theirs.salesId, isPrimary: true, hasTarget: false };
    const way = { fromId: theirs.salesId, toId: ours.salesId };
    await tx.moveHolders('memberships', ours.org.id, way, [{ ...holder, id: theirs.admin.membershipId }]);
    await tx.moveHolders('invitations', ours.org.id, way, [{ ...holder, id: theirs.waitingId }]);
  },
});
