import type { MembershipStatus, SlackUserRef } from './actor.ts';
import type { SlackPerson } from './decide-invite.ts';

/**
 * What happened to somebody in Slack that admins should know. `left`: a member was deactivated there. `guest`: an admin became a
 * guest. `address`: a member has another address there. `joined`: somebody is new.
 */
export type HappeningKind = 'left' | 'guest' | 'address' | 'joined';

type Party = { readonly email: string; readonly firstName: string | null; readonly lastName: string | null };

export type HappeningRecord = {
  readonly id: string;
  readonly organizationId: string;
  readonly kind: HappeningKind;
  readonly slack: SlackUserRef;
  /** Their address in Slack, as it was seen. */
  readonly email: string | null;
  readonly at: Date;
  /** Null where somebody new was never a member. */
  readonly member: ConcernedMember | null;
  /** Somebody new who has been invited since. */
  readonly invited: { readonly at: Date; readonly by: Party | null } | null;
  readonly dismissed: { readonly at: Date; readonly by: Party } | null;
  /** It is not so any more, or no question any more. */
  readonly overAt: Date | null;
};

export type ConcernedMember = Party & {
  readonly membershipId: string;
  readonly status: MembershipStatus;
  readonly joinedAt: Date;
  readonly endedAt: Date | null;
  readonly endedBy: Party | null;
  readonly roleName: string;
  readonly isAdmin: boolean;
  readonly teamNames: readonly string[];
  /** Pending invitations that they answer for. */
  readonly pendingIssued: number;
};

/** Whether admins can still decide about it: nobody has, here or from another screen. */
export const isUndecided = ({ kind, member, invited, dismissed, overAt }: HappeningRecord): boolean => {
  if (dismissed || overAt || invited) return false;
  if (kind === 'joined') return member?.status !== 'ACTIVE';
  return member?.status === 'ACTIVE' && (kind !== 'guest' || member.isAdmin);
};

/** A member as far as it depends on them what is seen. */
export type Watched = {
  readonly emailKey: string;
  readonly status: MembershipStatus;
  readonly isAdmin: boolean;
  /** By a Slack user who confirmed that this is them, and not by the address alone. */
  readonly isBound: boolean;
};

/** What is so now of a member whom Slack describes like this. */
export const happeningsOf = (person: SlackPerson, { emailKey, status, isAdmin, isBound }: Watched): HappeningKind[] => {
  if (status !== 'ACTIVE') return [];
  if (person.standing === 'deactivated') return ['left'];
  // Who is known by the address alone has the address, and acts nowhere as an admin.
  if (!isBound) return [];
  return [
    ...(person.standing === 'guest' && isAdmin ? (['guest'] as const) : []),
    ...(person.email !== null && person.email !== emailKey ? (['address'] as const) : []),
  ];
};

export type HappeningRefusal =
  | { readonly kind: 'happening_unknown' }
  | { readonly kind: 'happening_over'; readonly happening: HappeningRecord };
