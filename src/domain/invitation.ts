import type { MembershipStatus } from './actor.ts';
import type { DeliveryCause } from './delivery-cause.ts';

export type InvitationStatus = 'PENDING' | 'ACCEPTED' | 'DECLINED' | 'WITHDRAWN';

/** What people are shown: *expired* is derived from PENDING and the clock, never stored. */
export type InvitationState = 'scheduled' | 'waiting' | 'expired' | 'accepted' | 'declined' | 'withdrawn';

export const invitationState = (
  invitation: { status: InvitationStatus; expiresAt: Date | null },
  now: Date,
): InvitationState => {
  switch (invitation.status) {
    case 'ACCEPTED':
      return 'accepted';
    case 'DECLINED':
      return 'declined';
    case 'WITHDRAWN':
      return 'withdrawn';
    case 'PENDING':
      if (invitation.expiresAt === null) return 'scheduled';
      return invitation.expiresAt <= now ? 'expired' : 'waiting';
  }
};

const HOUR = 3_600_000;

/** The end of a link that is sent now; `lifetimeHours` is the organization's setting (1 h to 30 d). */
export const linkEnd = (sentAt: Date, lifetimeHours: number): Date => new Date(sentAt.getTime() + lifetimeHours * HOUR);

/** A pending invitation as the screens show it. */
export type PendingRow = {
  readonly invitationId: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly roleName: string;
  readonly group: PendingGroup;
  readonly issuedAt: Date;
  /** When it goes out, where that was to be later. */
  readonly sendAfter: Date | null;
  readonly expiresAt: Date | null;
  readonly openedAt: Date | null;
  readonly remindersSent: number;
  /** When the last of them went out. */
  readonly remindedAt: Date | null;
  readonly generation: number;
  readonly issuerName: string | null;
  readonly deliveries: readonly DeliveryFact[];
};

/** A pending invitation whose link ran out, as it is offered for a new one. */
export type ExpiredRow = {
  readonly id: string;
  readonly generation: number;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly roleName: string;
  readonly expiresAt: Date;
};

/** The groups of the pending screen, in the order in which they are shown. */
export const pendingGroups = [
  'not_delivered',
  'ending_today',
  'waiting',
  'scheduled',
  'ran_out_this_week',
  'older',
] as const;
export type PendingGroup = (typeof pendingGroups)[number];

/** `COPY`: shown once to an admin, who hands it over. */
export type DeliveryChannel = 'DM' | 'EMAIL' | 'COPY';

/** What became of the current link on one way. `cause` is one of ours, see `delivery-cause.ts`. */
export type DeliveryFact = {
  readonly channel: DeliveryChannel;
  readonly state: 'QUEUED' | 'SENT' | 'FAILED' | 'BOUNCED';
  readonly cause: DeliveryCause | null;
  readonly at: Date;
};

/** An invitation with all that is told of it: in the card, in the mail, on the page. */
export type InvitationRecord = {
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly emailKey: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly slack: { readonly teamId: string; readonly userId: string } | null;
  readonly status: InvitationStatus;
  readonly decidedAt: Date | null;
  readonly generation: number;
  readonly issuedAt: Date;
  /** When it goes out, where that was to be later. */
  readonly sendAfter: Date | null;
  readonly sentAt: Date | null;
  readonly expiresAt: Date | null;
  readonly openedAt: Date | null;
  readonly askedAt: Date | null;
  readonly note: string | null;
  readonly batchId: string;
  readonly role: {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly rank: number;
    readonly isAdmin: boolean;
    readonly isRetired: boolean;
  };
  readonly primaryTeam: { readonly id: string; readonly name: string } | null;
  readonly secondaryTeamIds: readonly string[];
  readonly secondaryTeamNames: readonly string[];
  readonly productIds: readonly string[];
  readonly productNames: readonly string[];
  readonly permissionIds: readonly string[];
  readonly permissionNames: readonly string[];
  readonly inviter: InvitationParty | null;
  readonly issuer: InvitationParty | null;
  /** The admin who withdrew it; null while it is open, and where the invitee decided. */
  readonly decidedBy: InvitationParty | null;
  /** The account behind the address, when there is one already. */
  readonly account: { readonly id: string; readonly firstName: string | null; readonly lastName: string | null } | null;
  /** The membership of that account here, when there is or was one. */
  readonly membership: { readonly status: MembershipStatus; readonly joinedAt: Date } | null;
  readonly stoppedAt: Date | null;
  /** Of the current link only. */
  readonly deliveries: readonly DeliveryFact[];
};

/** Whoever invited or issued, as they stand now. */
export type InvitationParty = {
  readonly membershipId: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly isActive: boolean;
  readonly isAdmin: boolean;
  readonly rank: number;
  readonly slack: { readonly teamId: string; readonly userId: string } | null;
};

/** Declined by who wants no more mail from here: a wish that they can take back. */
export const isStopped = ({ status, stoppedAt }: Pick<InvitationRecord, 'status' | 'stoppedAt'>): boolean =>
  status === 'DECLINED' && stoppedAt !== null;

/** Whether the current link was copied. Whoever holds a copied link has proved nothing about the address. */
export const isCopied = ({ deliveries }: Pick<InvitationRecord, 'deliveries'>): boolean =>
  deliveries.some(({ channel }) => channel === 'COPY');

/**
 * Which link of an invitation a screen shows: none yet while it is scheduled. A button carries it, so that one that was drawn
 * before the first link went out is recognised after.
 */
export const shownGeneration = (invitation: {
  readonly generation: number;
  readonly expiresAt: Date | null;
}): number => (invitation.expiresAt === null ? 0 : invitation.generation);

/** Whether the screen showed an older link than the one of now. */
export const isSuperseded = (
  shown: number,
  invitation: { readonly generation: number; readonly expiresAt: Date | null },
): boolean => shown !== invitation.generation && shown !== shownGeneration(invitation);
