import type { MembershipStatus, SlackUserRef } from './actor.ts';
import type { DeliveryFact, InvitationStatus } from './invitation.ts';
import type { Likeness } from './nearest-address.ts';
import type { Granter } from './role.ts';

/** The membership behind an address, with what is told of how it ended. */
export type WhyMembership = {
  readonly id: string;
  readonly status: MembershipStatus;
  readonly version: number;
  readonly roleName: string;
  readonly joinedAt: Date;
  readonly endedAt: Date | null;
  /** Who ended it, by the name of now; null where nobody is known for it. */
  readonly endedByName: string | null;
};

/** The invitation that counts for an address: the pending one, else the newest. */
export type WhyInvitation = {
  readonly id: string;
  readonly status: InvitationStatus;
  readonly decidedAt: Date | null;
  readonly decidedByName: string | null;
  readonly generation: number;
  readonly issuedAt: Date;
  readonly sendAfter: Date | null;
  readonly sentAt: Date | null;
  readonly expiresAt: Date | null;
  readonly openedAt: Date | null;
  /** When the last reminder of the current link went out. */
  readonly remindedAt: Date | null;
  /** When a link before the current one went out; null where there was none. */
  readonly olderSentAt: Date | null;
  readonly role: { readonly name: string; readonly rank: number; readonly isRetired: boolean };
  readonly issuer: Granter;
  readonly issuerName: string | null;
  /** The Slack user whom its card went to. */
  readonly slack: SlackUserRef | null;
  /** Of the current link. */
  readonly deliveries: readonly DeliveryFact[];
};

/** What the store knows of one address. */
export type WhyPerson = {
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly membership: WhyMembership | null;
  readonly invitation: WhyInvitation | null;
  readonly stoppedAt: Date | null;
};

/** Somebody known here whose address or name is much like the one that was asked for. */
export type NearPerson = {
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly standing: 'member' | 'invited' | 'gone';
  readonly likeness: Likeness;
};

/** What somebody was asked to be missing: a product, a permission or a role. */
export type Thing = {
  readonly kind: 'product' | 'permission' | 'role';
  readonly id: string;
  readonly name: string;
  /** By themselves, or by their role. */
  readonly isHeld: boolean;
  /** False for a product that is switched off for everybody, and for a role that is no longer given out. */
  readonly isOffered: boolean;
};
