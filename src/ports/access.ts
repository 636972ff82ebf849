import type { GrantReads, GrantWrites } from './grants.ts';
import type { PermissionReads, PermissionWrites } from './permissions.ts';
import type { RoleReads, RoleWrites } from './roles.ts';

/** Roles and permissions. */
export type AccessReads = RoleReads & PermissionReads & GrantReads;
export type AccessWrites = RoleWrites & PermissionWrites & GrantWrites;
