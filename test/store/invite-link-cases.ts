import { v7 as uuidv7 } from 'uuid';
import { expect } from 'vitest';
import type { Transaction } from '../../src/ports/transaction.ts';
import { found } from '../support/services.ts';
import type { Tenant } from '../support/tenants.ts';

type InviteLinkName =
  | 'findInviteLinkPage'
  | 'findLinkJoins'
  | 'createInviteLink'
  | 'moveInviteLinks'
  | 'revokeInviteLink';

/** Links that many people join by, asked with our organization for what is theirs. */
export const inviteLinkCases = (
  tenants: () => { readonly ours: Tenant; readonly theirs: Tenant },
): Readonly<Record<InviteLinkName, (tx: Transaction) => Promise<void>>> => {
  const page = async (tx: Transaction, { org }: Tenant) => (await tx.findInviteLinkPage(org.id, null, 100)).rows;
  const create = async (tx: Transaction, { org, admin }: Tenant): Promise<string> => {
    const id = uuidv7();
    const terms = { roleId: org.roles.member, teamId: null, allowedDomains: [], maxUses: 1 };
    const owner = { id, organizationId: org.id, createdById: admin.membershipId };
    await tx.createInviteLink({ ...owner, ...terms, expiresAt: new Date('2099-01-01Z') });
    return id;
  };
  return {
    findInviteLinkPage: async (tx) => {
      const { ours, theirs } = tenants();
      expect((await page(tx, ours)).map(({ id }) => id)).toContain(ours.inviteLinkId);
      expect(await tx.findInviteLinkPage(ours.org.id, { before: theirs.inviteLinkId }, 100)).toMatchObject({
        rows: [],
      });
    },
    findLinkJoins: async (tx) => {
      const { ours, theirs } = tenants();
      // As if it had been written of somebody else's member.
      await tx.audit({
        ...{
          organizationId: ours.org.id,
          actor: { kind: 'INVITEE' },
          action: 'membership.join',
          via: 'web',
          requestId: 'r1',
        },
        target: { kind: 'membership', id: theirs.admin.membershipId },
        changed: { inviteLinkId: theirs.inviteLinkId },
      });
      expect(await tx.findLinkJoins(ours.org.id, theirs.inviteLinkId, 20)).toEqual([]);
    },
    createInviteLink: async (tx) => {
      const { ours, theirs } = tenants();
      const id = await create(tx, ours);
      expect((await page(tx, theirs)).map((link) => link.id)).not.toContain(id);
    },
    moveInviteLinks: async (tx) => {
      const { ours, theirs } = tenants();
      const { id } = found((await tx.findTeamPage(theirs.org.id, false, null, 1)).rows[0]);
      expect(await tx.moveInviteLinks(ours.org.id, id, id)).toEqual([]);
    },
    revokeInviteLink: async (tx) => {
      const { ours, theirs } = tenants();
      await tx.revokeInviteLink(ours.org.id, theirs.inviteLinkId);
      const id = await create(tx, ours);
      await tx.revokeInviteLink(ours.org.id, id);
      expect(await tx.findInviteLink(id)).toMatchObject({ revokedAt: expect.any(Date) });
    },
  };
};
