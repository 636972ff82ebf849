import type { SlackUserRef } from './actor.ts';
import type { InvitationParty } from './invitation.ts';

/** Somebody asks that an address be invited. */
export type JoinRequestRecord = {
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly emailKey: string;
  readonly reason: string;
  readonly askedBy: SlackUserRef;
  readonly createdAt: Date;
  readonly decision: JoinRequestDecision | null;
};

export type JoinRequestDecision = {
  readonly kind: 'APPROVED' | 'DECLINED';
  readonly at: Date;
  /** What the asker is told with a refusal. */
  readonly note: string | null;
  readonly by: Pick<InvitationParty, 'email' | 'firstName' | 'lastName'>;
};

/** How many requests of one person may wait for an answer at a time. */
export const maxOpenRequests = 3;

/** Why a request is not taken. What it says of an address is only what the asker may know anyway. */
export type JoinRequestRefusal =
  | { readonly kind: 'requested_member'; readonly since: Date }
  | { readonly kind: 'requested_pending'; readonly expiresAt: Date | null }
  | { readonly kind: 'requested_before'; readonly isOwn: boolean; readonly at: Date }
  | { readonly kind: 'requests_open'; readonly max: number };

/** Why a request cannot be decided: somebody was faster, or it is gone. */
export type JoinDecisionRefusal =
  | { readonly kind: 'request_unknown' }
  | { readonly kind: 'request_decided'; readonly decision: JoinRequestDecision };
