import type { MembershipStatus, SlackUserRef } from './actor.ts';

/** One line of the roster. */
export type RosterRow = {
  readonly membershipId: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly roleName: string;
  readonly status: MembershipStatus;
  readonly joinedAt: Date;
  /** Grows with every change of access: a click on this row carries it, so that a stale one is recognised. */
  readonly version: number;
};

/** A keyset position: the last row of the page before, or the first of the page after. */
export type RosterCursor = { readonly joinedAt: Date; readonly id: string };

export type RosterFilter = {
  readonly query: string | null;
  readonly roleId: string | null;
  /** Those for whom it is the primary team, and those for whom it is another one. */
  readonly teamId: string | null;
  readonly status: MembershipStatus;
};

/** A membership with all that is told of it: in the welcome, in the join post, to `whoami`. */
export type Member = {
  readonly membershipId: string;
  readonly organizationId: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly status: MembershipStatus;
  readonly roleName: string;
  readonly roleDescription: string;
  readonly isAdmin: boolean;
  readonly primaryTeam: { readonly id: string; readonly name: string; readonly slackChannelId: string | null } | null;
  readonly secondaryTeamNames: readonly string[];
  readonly productNames: readonly string[];
  readonly joinedAt: Date;
  readonly invitedByName: string | null;
  readonly slack: SlackUserRef | null;
};
