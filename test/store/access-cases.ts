import { expect } from 'vitest';
import type { Transaction } from '../../src/ports/transaction.ts';
import type { Tenant } from '../support/tenants.ts';

const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id).sort();

/** Roles and permissions, asked with our organization for what both have alike, or by the ids of theirs. */
export const accessCases = (tenants: () => { readonly ours: Tenant; readonly theirs: Tenant }) => ({
  findRoleTable: async (tx: Transaction) => {
    const { ours } = tenants();
    const { roles, permissions } = await tx.findRoleTable(ours.org.id);
    expect(ids(roles)).toEqual(Object.values(ours.org.roles).sort());
    expect(ids(permissions)).toEqual([ours.permissionId]);
  },
  countPeopleByRole: async (tx: Transaction) => {
    const { ours } = tenants();
    expect(await tx.countPeopleByRole(ours.org.id)).toEqual(new Map([[ours.org.roles.admin, 1]]));
  },
  countRoleHolders: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const nobody = { people: 0, invitations: 0, ranOut: 0 };
    expect(await tx.countRoleHolders(ours.org.id, theirs.org.roles.admin)).toEqual(nobody);
    expect(await tx.countRoleHolders(ours.org.id, ours.org.roles.member)).toMatchObject({ people: 0, ranOut: 1 });
  },
  holdRoleAlone: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    await tx.holdRoleAlone(ours.org.id, theirs.org.roles.member);
  },
  isRoleNameTaken: async (tx: Transaction) => {
    const { ours } = tenants();
    expect(await tx.isRoleNameTaken(ours.org.id, 'VIEWER', ours.org.roles.viewer)).toBe(false);
    expect(await tx.isRoleNameTaken(ours.org.id, 'VIEWER', null)).toBe(true);
  },
  changeRolePermissions: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const removedIds = [theirs.permissionId];
    await tx.changeRolePermissions(ours.org.id, theirs.org.roles.member, { addedIds: [], removedIds });
  },
});
