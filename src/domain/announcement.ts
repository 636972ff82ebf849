import type { DeliveryCause } from './delivery-cause.ts';
import type { DeliveryChannel } from './invitation.ts';

/** The living message of one batch, in its inviter's DM. */
export type BatchSummary = {
  readonly batchId: string;
  readonly entries: readonly BatchEntry[];
  /** The organization's: it words times for clients that don't fill in their reader's. */
  readonly timeZone: string;
  /** Its inviter is no admin any more: somebody else looks after these invitations, and they are not told what becomes of them. */
  readonly isHandedOver?: boolean;
};

export type BatchEntry = {
  readonly invitationId: string;
  readonly email: string;
  readonly name: string | null;
  readonly state:
    | 'scheduled'
    | 'sending'
    | 'delivered'
    | 'opened'
    | 'joined'
    | 'not_delivered'
    | 'ran_out'
    | 'declined'
    | 'withdrawn';
  /** How it went out, where it did. */
  readonly channel: DeliveryChannel | null;
  readonly cause: DeliveryCause | null;
  /** When it came to this: was sent, opened, decided, or ran out. */
  readonly at: Date | null;
  /** When its link ends, while it waits. */
  readonly endsAt: Date | null;
  /** When it goes out, while it is scheduled. */
  readonly sendAfter: Date | null;
};

/** One team's news of one working day: one post, edited by what comes later. */
export type TeamNews = {
  readonly teamName: string;
  readonly organizationName: string;
  readonly joiners: readonly {
    readonly name: string;
    readonly roleName: string;
    readonly slackUserId: string | null;
  }[];
  /** Told only to teams that asked: from the role of the morning to that of now. */
  readonly roleChanges: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  readonly leavers: readonly { readonly name: string }[];
};
