import type { MembershipStatus } from './actor.ts';
import type { SlackPerson } from './decide-invite.ts';
import { type InvitationStatus, invitationState } from './invitation.ts';
import { findClosed, type InviteLinkRecord, isDomainWelcome, type LinkClosed } from './invite-link.ts';
import type { Organization } from './organization.ts';
import { done, type Result, refused } from './result.ts';

/** How many wrong codes end one, how long one lives, and how many are mailed within an hour. */
export const joinCodeLimits = {
  attempts: 5,
  minutes: 15,
  /** To one address, whichever links it is typed at. */
  perAddress: 5,
  /** For one link: everybody it is for may need several, and somebody who plays with it must not mail without end. */
  perLink: (maxUses: number): number => 60 + 4 * maxUses,
} as const;

/** Why somebody who has proved an address does not join by a link. */
export type JoinRefusal =
  | LinkClosed
  | { readonly kind: 'already_member'; readonly since: Date }
  /** Whoever was deactivated or removed comes back by an admin's act alone. */
  | { readonly kind: 'was_member' }
  /** An invitation of their own waits, with what an admin meant for them. */
  | { readonly kind: 'own_invitation' }
  | { readonly kind: 'domain_not_welcome' }
  /** Guests where the organization refuses them, bots, and whom Slack has deactivated. */
  | { readonly kind: 'not_by_link' };

export type JoinFacts = {
  readonly link: InviteLinkRecord;
  readonly emailKey: string;
  readonly membership: { readonly status: MembershipStatus; readonly joinedAt: Date } | null;
  readonly invitation: {
    readonly status: InvitationStatus;
    readonly expiresAt: Date | null;
  } | null;
  /** Who Slack says it is; null where nobody there has the address, or Slack does not answer. */
  readonly slack: Pick<SlackPerson, 'standing'> | null;
};

type JoinSettings = Pick<Organization, 'inviteLinkPolicy' | 'allowedDomains' | 'blockedDomains' | 'guestPolicy'>;

/**
 * Whether somebody joins by a link, once the address is proved: nobody else learns who is a member. Asked inside the transaction that
 * makes them one, which holds the link.
 */
export const decideJoin = (facts: JoinFacts, settings: JoinSettings, now: Date): Result<null, JoinRefusal> => {
  const { link, membership, invitation, slack } = facts;
  if (membership?.status === 'ACTIVE') return refused({ kind: 'already_member', since: membership.joinedAt });
  const closed = findClosed(link, settings, now);
  if (closed) return refused(closed);
  if (membership) return refused({ kind: 'was_member' });
  if (!isDomainWelcome(domainOf(facts.emailKey), link, settings)) return refused({ kind: 'domain_not_welcome' });
  if (slack && !isWelcome(slack.standing, settings)) return refused({ kind: 'not_by_link' });
  // One that ran out, or is to go out later, holds nobody up: what somebody can have now is better.
  if (invitation && invitationState(invitation, now) === 'waiting') return refused({ kind: 'own_invitation' });
  return done(null);
};

/** Guests where the organization takes them; neither bots nor whom Slack does not know as one of its own any more. */
export const isWelcome = (
  standing: SlackPerson['standing'],
  { guestPolicy }: Pick<Organization, 'guestPolicy'>,
): boolean => standing === 'person' || (standing === 'guest' && guestPolicy !== 'REFUSE');

export const domainOf = (emailKey: string): string => emailKey.slice(emailKey.lastIndexOf('@') + 1);
