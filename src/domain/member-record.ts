import type { MembershipStatus, SlackUserRef } from './actor.ts';

/** A membership with all that acting on it depends on, as it stands in one transaction. */
export type MemberRecord = {
  readonly membershipId: string;
  readonly email: string;
  readonly emailKey: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly status: MembershipStatus;
  /** Grows with every change of access: a screen that shows an older one is told so. */
  readonly version: number;
  readonly role: MemberRole;
  readonly primaryTeamId: string | null;
  readonly secondaryTeamIds: readonly string[];
  readonly productIds: readonly string[];
  readonly joinedAt: Date;
  readonly endedAt: Date | null;
  readonly slack: SlackUserRef | null;
};

export type MemberRole = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly rank: number;
  readonly isAdmin: boolean;
  readonly isRetired: boolean;
};

/** One of those of whom there must always be one. */
export const isStandingAdmin = ({ status, role }: Pick<MemberRecord, 'status' | 'role'>): boolean =>
  status === 'ACTIVE' && role.isAdmin;
