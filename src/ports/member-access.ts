import type { ListChange } from '../domain/member-access.ts';

export type MemberAccessWrites = {
  /** Raises the version. */
  readonly saveMemberTeams: (
    organizationId: string,
    membershipId: string,
    primaryTeamId: string | null,
    others: ListChange,
  ) => Promise<void>;
  /** Raises the version. */
  readonly saveMemberProducts: (organizationId: string, membershipId: string, products: ListChange) => Promise<void>;
};
