import { expect } from 'vitest';
import type { ActReads, ActWrites } from '../../src/ports/acts.ts';
import type { Transaction } from '../../src/ports/transaction.ts';
import type { Tenant } from '../support/tenants.ts';

type Tenants = { readonly ours: Tenant; readonly theirs: Tenant };
type ActName = Exclude<
  keyof ActReads | keyof ActWrites,
  'holdOrganization' | 'setRole' | 'endMembership' | 'restoreMembership'
>;

/** Acts on members, asked with our organization for the ids of theirs. */
export const actCases = (tenants: () => Tenants): Readonly<Record<ActName, (tx: Transaction) => Promise<void>>> => {
  const issuedBy = (tenant: Tenant) => ({
    organizationId: tenants().ours.org.id,
    issuerId: tenant.admin.membershipId,
    aboveRank: null,
  });
  const find =
    (read: (tx: Transaction, ours: string, theirs: Tenant) => Promise<unknown>, nothing: unknown) =>
    async (tx: Transaction): Promise<void> => {
      const { ours, theirs } = tenants();
      expect(await read(tx, ours.org.id, theirs)).toEqual(nothing);
    };
  const links = (theirs: Tenant) => [{ id: theirs.waitingId, generation: 1 }];
  return {
    findAct: find((tx, ours, { actId }) => tx.findAct(ours, actId), null),
    findMemberRecord: find((tx, ours, { admin }) => tx.findMemberRecord(ours, admin.membershipId), null),
    findRole: find((tx, ours, { org }) => tx.findRole(ours, org.roles.member), null),
    holdRole: find((tx, ours, { org }) => tx.holdRole(ours, org.roles.member), null),
    findRolePermissions: async (tx) => {
      const { ours } = tenants();
      expect([...(await tx.findRolePermissions(ours.org.id)).keys()]).toEqual([ours.org.roles.member]);
    },
    findOwnPermissionIds: find((tx, ours, { admin }) => tx.findOwnPermissionIds(ours, admin.membershipId), []),
    countIssued: find((tx, _ours, theirs) => tx.countIssued(issuedBy(theirs)), { invitations: 0, inviteLinks: 0 }),
    countOwnPending: find((tx, ours) => tx.countOwnPending(ours, 'theirs-only@example.com'), 0),
    findPauseFacts: async (tx) => {
      const { ours, theirs } = tenants();
      const facts = await tx.findPauseFacts(ours.org.id, theirs.admin.membershipId);
      expect(facts).toMatchObject({ acts: [], ask: null });
      expect(await tx.findPauseFacts(ours.org.id, ours.admin.membershipId)).toMatchObject({ hasOtherAdmin: false });
    },
    findPause: find((tx, ours, { pauseId }) => tx.findPause(ours, pauseId), null),
    findRoleChange: find((tx, ours, { actId }) => tx.findRoleChange(ours, actId), null),
    holdMembers: find((tx, ours, { admin }) => tx.holdMembers(ours, [admin.membershipId]), undefined),
    countOtherAdmins: find((tx, ours, { admin }) => tx.countOtherAdmins(ours, admin.membershipId), 1),
    takeOverIssued: find((tx, _ours, theirs) => tx.takeOverIssued(issuedBy(theirs), theirs.admin.membershipId), []),
    withdrawIssued: find((tx, _ours, theirs) => tx.withdrawIssued(issuedBy(theirs), theirs.admin.membershipId), []),
    settleInviteLinks: find(
      (tx, _ours, theirs) => tx.settleInviteLinks(issuedBy(theirs), 'withdraw', theirs.admin.membershipId),
      [],
    ),
    closeOwnPending: find(
      (tx, ours, { admin }) => tx.closeOwnPending(ours, 'theirs-only@example.com', admin.membershipId),
      [],
    ),
    returnIssued: find(
      (tx, ours, theirs) => tx.returnIssued(ours, links(theirs), theirs.admin.membershipId, theirs.admin.membershipId),
      [],
    ),
    returnInviteLinks: find(
      (tx, ours, { admin, inviteLinkId }) =>
        tx.returnInviteLinks(ours, [inviteLinkId], 'withdraw', admin.membershipId, admin.membershipId),
      undefined,
    ),
    reopenInvitations: find(
      (tx, ours, { withdrawnId, withdrawnAt }) => tx.reopenInvitations(ours, [withdrawnId], withdrawnAt),
      [],
    ),
    findNewestAct: find(
      (tx, ours, { admin }) => tx.findNewestAct(ours, admin.membershipId, admin.membershipId, 'membership.change_role'),
      null,
    ),
    findActsOfRequest: async (tx) => {
      const { ours, theirs } = tenants();
      const act = await tx.findAct(theirs.org.id, theirs.actId);
      if (!act) throw new Error('Their act is gone.');
      expect(await tx.findActsOfRequest(act, ours.org.id)).toEqual([]);
    },
  };
};
