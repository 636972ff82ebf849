import type { MembershipStatus, SlackUserRef, Via } from './actor.ts';
import type { DeliveryFact } from './invitation.ts';
import type { RosterRow } from './member.ts';

type Named = { readonly id: string; readonly name: string };

/** One line of somebody's trail, with the names of today: the trail itself holds ids only. */
export type CardEvent = {
  readonly id: string;
  readonly action: string;
  readonly at: Date;
  readonly actorKind: 'MEMBERSHIP' | 'SLACK_USER' | 'INVITEE' | 'SYSTEM' | 'CLI';
  readonly actorName: string | null;
  /** `U…` of somebody who acted in Slack without a membership. */
  readonly actorSlackUserId: string | null;
  readonly via: Via;
  readonly changed: Readonly<Record<string, unknown>>;
  /** Names of the roles that `changed.roleId` names. */
  readonly roleFrom: string | null;
  readonly roleTo: string | null;
};

/** Somebody who invited more is not worth reading them all for a line of their card. */
export const countedInvitations = 1000;

/** One membership with all that its card shows. `version` is what a click on the card is checked against. */
export type PersonCard = {
  readonly membershipId: string;
  readonly organizationId: string;
  readonly version: number;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly status: MembershipStatus;
  readonly role: Named & {
    readonly description: string;
    readonly rank: number;
    readonly isAdmin: boolean;
    readonly isRetired: boolean;
    readonly permissionNames: readonly string[];
  };
  readonly primaryTeam: Named | null;
  readonly secondaryTeams: readonly Named[];
  readonly products: readonly Named[];
  /** Granted to this person alone, beside what the role brings. */
  readonly permissions: readonly (Named & { readonly isSensitive: boolean })[];
  readonly joinedAt: Date;
  readonly endedAt: Date | null;
  readonly endedByName: string | null;
  readonly invitedByName: string | null;
  readonly slack: SlackUserRef | null;
  /** Pending invitations whose current link this person sent. */
  readonly pendingIssued: number;
  /** Invitations that this person sent, whatever became of them; one more than `countedInvitations` where there are more. */
  readonly invited: number;
  /** An invitation that waits for this very person: somebody who is to come back. */
  readonly waiting: {
    readonly invitationId: string;
    readonly expiresAt: Date | null;
    readonly remindersSent: number;
    /** Of its current link. */
    readonly deliveries: readonly DeliveryFact[];
  } | null;
  /** Newest first. */
  readonly events: readonly CardEvent[];
};

/** Somebody who was invited and has not joined: found by those who look for a member. */
export type MeantInvitation = {
  readonly invitationId: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly expiresAt: Date | null;
};

/** By what somebody was named: their Slack user, their address, or a piece of their name or address. */
export type PersonKey =
  | { readonly kind: 'slack'; readonly user: SlackUserRef }
  | { readonly kind: 'email'; readonly emailKey: string }
  | { readonly kind: 'text'; readonly text: string };

/** Members are also looked for by what their address begins with. */
export type MemberKey = PersonKey | { readonly kind: 'beginning'; readonly text: string };

/** Whom a command means. `several`: the first of them, those who are active first. */
export type MemberMeant =
  | { readonly kind: 'found'; readonly member: RosterRow }
  | { readonly kind: 'several'; readonly members: readonly RosterRow[]; readonly hasMore: boolean }
  | {
      readonly kind: 'none';
      readonly invited: readonly MeantInvitation[];
      /** `slack_silent`: Slack did not say who was mentioned, so nothing is known of them. */
      readonly why: 'nobody' | 'slack_silent' | 'slack_hides_address';
    };
