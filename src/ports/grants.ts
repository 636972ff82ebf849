import type { Permission } from '../domain/permission.ts';

/** One permission that was given to a person alone. */
export type SingleGrant = {
  readonly permissionId: string;
  readonly grantedAt: Date;
  readonly grantedByName: string | null;
};

/** What one person can do, by role and singly. */
export type Grants = {
  readonly roleName: string;
  readonly byRole: readonly string[];
  readonly single: readonly SingleGrant[];
};

export type GrantReads = {
  /** Null for anybody of another organization. */
  readonly findGrants: (organizationId: string, membershipId: string) => Promise<Grants | null>;
};

export type GrantWrites = {
  /** Those of them that are there, as they are now: none becomes sensitive, or plain, before this transaction ends. */
  readonly holdPermissions: (
    organizationId: string,
    permissionIds: readonly string[],
  ) => Promise<readonly Pick<Permission, 'id' | 'name' | 'isSensitive'>[]>;
  /** Gives and takes, and raises the membership's version, which tells the product that their access changed. */
  readonly changeGrants: (
    organizationId: string,
    membershipId: string,
    change: { readonly addedIds: readonly string[]; readonly removedIds: readonly string[] },
    grantedById: string,
  ) => Promise<void>;
};
