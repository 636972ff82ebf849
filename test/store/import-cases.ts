import { v7 as uuidv7 } from 'uuid';
import { expect } from 'vitest';
import type { Transaction } from '../../src/ports/transaction.ts';
import { newInvitation, type Tenant, termsOf } from '../support/tenants.ts';

type ImportName =
  | 'findImport'
  | 'holdImport'
  | 'findOpenImport'
  | 'findSameImport'
  | 'countIssuedToday'
  | 'saveOwnLists';

/** Previews of bulk invites, asked with our organization for what is theirs. */
export const importCases = (
  tenants: () => { readonly ours: Tenant; readonly theirs: Tenant },
): Readonly<Record<ImportName, (tx: Transaction) => Promise<void>>> => {
  const lists = { secondaryTeamIds: [], productIds: [], permissionIds: [] };
  const open = async (tx: Transaction, { org, admin }: Tenant, contentHash: string = uuidv7()): Promise<string> => {
    const id = uuidv7();
    await tx.createImport({
      ...{ id, organizationId: org.id, createdById: admin.membershipId, contentHash },
      ...{ source: 'file', title: 'people.csv' },
      terms: { roleId: org.roles.member, primaryTeamId: null, ...lists, templateId: null, note: null, sendAfter: null },
      remarks: { ignoredColumns: [], isEncodingGuessed: false, sentBefore: null },
    });
    return id;
  };
  const isHidden = (find: 'findImport' | 'holdImport') => async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const id = await open(tx, ours);
    expect(await tx[find](theirs.org.id, id)).toBeNull();
    expect(await tx[find](ours.org.id, id)).toMatchObject({ id, state: 'OPEN' });
  };
  return {
    findImport: isHidden('findImport'),
    holdImport: isHidden('holdImport'),
    findOpenImport: async (tx) => {
      const { ours, theirs } = tenants();
      const id = await open(tx, ours);
      expect(await tx.findOpenImport(theirs.org.id, ours.admin.membershipId)).toBeNull();
      expect(await tx.findOpenImport(ours.org.id, ours.admin.membershipId)).toMatchObject({ record: { id } });
    },
    findSameImport: async (tx) => {
      const { ours, theirs } = tenants();
      const id = await open(tx, ours, 'the-same');
      expect(await tx.findSameImport(theirs.org.id, 'the-same')).toBeNull();
      expect(await tx.findSameImport(ours.org.id, 'the-same')).toMatchObject({ id });
    },
    countIssuedToday: async (tx) => {
      const { ours, theirs } = tenants();
      const before = await tx.countIssuedToday(theirs.org.id, 'UTC');
      await tx.createInvitations(termsOf(ours), [newInvitation(uuidv7(), 'today@example.com')]);
      expect(await tx.countIssuedToday(theirs.org.id, 'UTC')).toBe(before);
      expect(await tx.countIssuedToday(ours.org.id, 'UTC')).toBeGreaterThan(0);
    },
    saveOwnLists: async (tx) => {
      const { ours, theirs } = tenants();
      await tx.saveOwnLists(ours.org.id, [{ id: theirs.waitingId, productIds: [] }]);
      await tx.saveOwnLists(ours.org.id, [{ id: ours.waitingId, productIds: [ours.productId] }]);
    },
  };
};
