import type { DeliveryCause } from './delivery-cause.ts';
import { emailKey } from './email-address.ts';
import { type DeliveryChannel, invitationState } from './invitation.ts';
import { canGrant } from './role.ts';
import type { NearPerson, Thing, WhyInvitation, WhyMembership, WhyPerson } from './why-facts.ts';

export type WhyFacts = {
  readonly person: WhyPerson;
  /** The address that Slack shows for them now; null where Slack knows nobody, or was not asked. */
  readonly slackEmail: string | null;
  /** Only where nothing else is known of them. */
  readonly nearest: NearPerson | null;
  readonly thing: Thing | null;
};

/** One link of one invitation, as a button names it. */
export type Link = { readonly invitationId: string; readonly generation: number };

/** What became of the current link. */
type Sent = {
  readonly channels: readonly DeliveryChannel[];
  readonly sentAt: Date;
  /** A mail about it, such as a reminder, came back: none gets through. */
  readonly mailCameBack?: true;
  readonly remindedAt: Date | null;
};

/** Why somebody can't get in. `active`: nothing here stops them. */
export type Verdict =
  | { readonly kind: 'never_invited'; readonly nearest: NearPerson | null }
  | {
      readonly kind: 'other_address';
      readonly invitedAs: string;
      readonly slackEmail: string;
      /** Null where only the name says that it is the same person. */
      readonly link: Link | null;
    }
  | {
      readonly kind: 'not_sent_yet';
      readonly since: Date;
      readonly sendAfter: Date | null;
      readonly cause: DeliveryCause | null;
      readonly link: Link;
    }
  | {
      readonly kind: 'not_delivered';
      readonly channel: DeliveryChannel;
      readonly hasBounced: boolean;
      readonly cause: DeliveryCause | null;
      readonly at: Date;
      readonly link: Link;
    }
  | ({ readonly kind: 'not_opened'; readonly expiresAt: Date; readonly link: Link } & Sent)
  | {
      readonly kind: 'not_accepted';
      readonly openedAt: Date;
      readonly expiresAt: Date;
      readonly link: Link;
    }
  | {
      readonly kind: 'ran_out';
      readonly at: Date;
      readonly sent: Sent | null;
      readonly openedAt: Date | null;
      readonly link: Link;
    }
  | ({ readonly kind: 'superseded'; readonly olderAt: Date; readonly expiresAt: Date; readonly link: Link } & Sent)
  | { readonly kind: 'withdrawn'; readonly at: Date; readonly byName: string | null }
  | { readonly kind: 'declined'; readonly at: Date }
  | { readonly kind: 'stopped'; readonly at: Date }
  | {
      readonly kind: 'issuer_lost_right';
      readonly issuerName: string | null;
      readonly role: WhyInvitation['role'];
      readonly link: Link;
    }
  | { readonly kind: 'deactivated'; readonly membership: WhyMembership }
  | { readonly kind: 'removed'; readonly membership: WhyMembership }
  | { readonly kind: 'lacks'; readonly thing: Thing; readonly membership: WhyMembership }
  | { readonly kind: 'active'; readonly membership: WhyMembership };

/** One cause, the one that stands in the way now: what comes after it would not matter yet. */
export const verdictOf = (facts: WhyFacts, now: Date): Verdict => {
  const { person, thing } = facts;
  const { membership, invitation, stoppedAt } = person;
  if (membership?.status === 'ACTIVE') {
    return thing && !thing.isHeld ? { kind: 'lacks', thing, membership } : { kind: 'active', membership };
  }
  // Nothing is sent to them, whatever waits for them.
  if (stoppedAt) return { kind: 'stopped', at: stoppedAt };
  if (invitation?.status === 'PENDING') return verdictOfPending(facts, invitation, now);
  const ended = membership && (membership.endedAt ?? membership.joinedAt);
  // Somebody who left and was invited again since: the newer of the two is what counts.
  if (
    membership &&
    ended &&
    !(invitation?.decidedAt && invitation.status !== 'ACCEPTED' && invitation.decidedAt > ended)
  ) {
    return { kind: membership.status === 'REMOVED' ? 'removed' : 'deactivated', membership };
  }
  const at = invitation?.decidedAt ?? now;
  if (invitation?.status === 'WITHDRAWN') return { kind: 'withdrawn', at, byName: invitation.decidedByName };
  if (invitation?.status === 'DECLINED') return { kind: 'declined', at };
  return neverInvited(facts);
};

/** Whoever Slack knows by the very name of somebody invited was most likely invited under an address of another place. */
const neverInvited = ({ nearest, slackEmail }: WhyFacts): Verdict => {
  const isSamePerson = nearest?.likeness === 'same_name' || nearest?.likeness === 'other_domain';
  if (slackEmail && nearest?.standing === 'invited' && isSamePerson) {
    return { kind: 'other_address', invitedAs: nearest.email, slackEmail, link: null };
  }
  return { kind: 'never_invited', nearest };
};

const verdictOfPending = (facts: WhyFacts, invitation: WhyInvitation, now: Date): Verdict => {
  const link = { invitationId: invitation.id, generation: invitation.generation };
  const { expiresAt, openedAt, sendAfter, role, issuer, issuerName } = invitation;
  const sent = sentOf(invitation);
  const isExpired = invitationState(invitation, now) === 'expired';
  if (isExpired && expiresAt) return { kind: 'ran_out', at: expiresAt, sent, openedAt, link };
  if (!canGrant(issuer, role)) return { kind: 'issuer_lost_right', issuerName, role, link };
  if (!sent || !expiresAt) return notSent(invitation, sendAfter && sendAfter > now ? sendAfter : null, link);
  if (openedAt) return { kind: 'not_accepted', openedAt, expiresAt, link };
  const { slackEmail, person } = facts;
  // They look where Slack says that they are; and a card is accepted only while Slack shows the invited address.
  if (slackEmail && emailKey(slackEmail) !== emailKey(person.email)) {
    return { kind: 'other_address', invitedAs: person.email, slackEmail, link };
  }
  const { olderSentAt } = invitation;
  if (olderSentAt) return { kind: 'superseded', olderAt: olderSentAt, ...sent, expiresAt, link };
  return { kind: 'not_opened', ...sent, expiresAt, link };
};

const sentOf = ({ deliveries, remindedAt }: WhyInvitation): Sent | null => {
  const sent = deliveries.filter(({ state }) => state === 'SENT');
  const [first] = sent;
  if (!first) return null;
  const cameBack = deliveries.some(({ channel, state }) => channel === 'EMAIL' && state === 'BOUNCED');
  return {
    channels: sent.map(({ channel }) => channel),
    sentAt: first.at,
    remindedAt,
    ...(cameBack && { mailCameBack: true as const }),
  };
};

/** Given up, or still tried: one way may have failed for good while the other is not over. */
const notSent = (invitation: WhyInvitation, sendAfter: Date | null, link: Link): Verdict => {
  const { deliveries, issuedAt } = invitation;
  const retried = deliveries.find(({ state }) => state === 'QUEUED');
  const failed = deliveries.findLast(({ state }) => state === 'FAILED' || state === 'BOUNCED');
  if (failed && !retried && !sendAfter) {
    const { channel, cause, at, state } = failed;
    return { kind: 'not_delivered', channel, hasBounced: state === 'BOUNCED', cause, at, link };
  }
  return { kind: 'not_sent_yet', since: issuedAt, sendAfter, cause: retried?.cause ?? null, link };
};
