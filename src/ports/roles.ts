import type { Permission } from '../domain/permission.ts';
import type { NewRanks } from '../domain/place-role.ts';
import type { Role } from '../domain/role.ts';

/** A role with what it carries, in the order of the catalogue. */
export type RoleRecord = Role & { readonly permissionIds: readonly string[] };

/** The role x permission table: roles highest first, permissions by name. */
export type RoleTable = { readonly roles: readonly RoleRecord[]; readonly permissions: readonly Permission[] };

/** People and invitations are counted up to one more than `mostCounted`; `links`: invite links by which it can be had. */
export type RoleHolders = {
  readonly people: number;
  readonly invitations: number;
  readonly ranOut: number;
  readonly links: number;
};

export type RoleReads = {
  readonly findRoleTable: (organizationId: string) => Promise<RoleTable>;
  /** Active members by role, each counted up to one more than `countLimit`. A role that nobody holds is left out. */
  readonly countPeopleByRole: (organizationId: string) => Promise<ReadonlyMap<string, number>>;
  readonly countRoleHolders: (organizationId: string, roleId: string) => Promise<RoleHolders>;
};

export type RoleTexts = Pick<Role, 'name' | 'description' | 'forWhom'>;

export type RoleWrites = {
  /** Waits for everybody who is giving this role to somebody at this moment, and keeps others waiting. */
  readonly holdRoleAlone: (organizationId: string, roleId: string) => Promise<void>;
  /** Whether another role has this name, as the database compares them. */
  readonly isRoleNameTaken: (organizationId: string, name: string, exceptId: string | null) => Promise<boolean>;
  readonly createRole: (
    organizationId: string,
    role: RoleTexts & { readonly id: string; readonly rank: number; readonly isAdmin: boolean },
  ) => Promise<void>;
  readonly describeRole: (roleId: string, texts: RoleTexts) => Promise<void>;
  readonly rankRoles: (ranks: NewRanks) => Promise<void>;
  readonly makeDefaultRole: (organizationId: string, roleId: string) => Promise<void>;
  readonly setRoleRetired: (roleId: string, isRetired: boolean) => Promise<void>;
  readonly changeRolePermissions: (
    organizationId: string,
    roleId: string,
    change: { readonly addedIds: readonly string[]; readonly removedIds: readonly string[] },
  ) => Promise<void>;
  /** Raises the version of every active member with this role, which tells the product that their access changed. */
  readonly raiseVersionsOfRole: (roleId: string) => Promise<void>;
};
