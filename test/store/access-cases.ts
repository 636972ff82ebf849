import { expect } from 'vitest';
import type { Transaction } from '../../src/ports/transaction.ts';
import { ids, type Tenant } from '../support/tenants.ts';

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
    const nobody = { people: 0, invitations: 0, ranOut: 0, links: 0 };
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
  findCatalogue: async (tx: Transaction) => {
    const { ours } = tenants();
    const { permissions } = await tx.findCatalogue(ours.org.id);
    expect(permissions.map(({ id, roleNames }) => [id, roleNames])).toEqual([[ours.permissionId, ['Member']]]);
  },
  countPeopleWithPermission: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    expect(await tx.countPeopleWithPermission(ours.org.id, theirs.permissionId)).toBe(0);
  },
  findGrants: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    expect(await tx.findGrants(ours.org.id, theirs.admin.membershipId)).toBeNull();
    expect(await tx.findGrants(ours.org.id, ours.admin.membershipId)).toEqual({
      roleName: 'Admin',
      byRole: [],
      single: [],
    });
  },
  isTemplateNameTaken: async (tx: Transaction) => {
    const { ours } = tenants();
    expect(await tx.isTemplateNameTaken(ours.org.id, 'Anything', null)).toBe(false);
  },
  holdPermission: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const nobody = { roles: [], templates: [], invitations: 0 };
    expect(await tx.holdPermission(ours.org.id, theirs.permissionId)).toEqual(nobody);
    expect(await tx.holdPermission(ours.org.id, ours.permissionId)).toEqual({ ...nobody, roles: ['Member'] });
  },
  changePermission: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    await tx.changePermission(ours.org.id, theirs.permissionId, { name: 'Ours', description: '', isSensitive: true });
  },
  holdPermissions: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const held = await tx.holdPermissions(ours.org.id, [ours.permissionId, theirs.permissionId]);
    expect(ids(held)).toEqual([ours.permissionId]);
  },
  changeGrants: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const change = { addedIds: [ours.permissionId], removedIds: [] };
    await tx.changeGrants(ours.org.id, theirs.admin.membershipId, change, ours.admin.membershipId);
  },
});
