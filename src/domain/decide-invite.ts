import type { MembershipStatus } from './actor.ts';
import { isWithin } from './domain-name.ts';
import { isRoleMailbox } from './email-address.ts';
import { type InvitationStatus, invitationState } from './invitation.ts';
import { meantDomain } from './mail-domain-slip.ts';

/** What Slack says of the person behind an address, or of the person who was picked. */
export type SlackPerson = {
  readonly teamId: string;
  readonly userId: string;
  readonly email: string | null;
  readonly emailConfirmed: boolean;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** IANA zone, or null when Slack does not say. */
  readonly timeZone: string | null;
  readonly standing: 'person' | 'guest' | 'bot' | 'stranger' | 'deactivated';
};

/** Everything that decides what inviting one address does. Times are instants. */
export type AddressFacts = {
  readonly emailKey: string;
  readonly isSelf: boolean;
  readonly stoppedAt: Date | null;
  readonly membership: {
    readonly status: MembershipStatus;
    readonly joinedAt: Date;
    readonly endedAt: Date | null;
  } | null;
  /** A membership of this account in another organization. Only the kind of mail depends on it. */
  readonly hasAccount: boolean;
  readonly hasNames: boolean;
  readonly invitation: {
    readonly id: string;
    readonly status: InvitationStatus;
    readonly expiresAt: Date | null;
    readonly decidedAt: Date | null;
    readonly sendAfter?: Date | null;
  } | null;
  readonly slack: SlackPerson | null;
  /** When the last mail to this address came back, unless a later one did not. */
  readonly bouncedAt: Date | null;
  /** The address under which the same Slack person is a member already. */
  readonly slackKnownAs: string | null;
};

export type InviteSettings = {
  readonly allowedDomains: readonly string[];
  readonly blockedDomains: readonly string[];
  readonly ownDomains: readonly string[];
  readonly guestPolicy: 'REFUSE' | 'WARN' | 'ALLOW';
  readonly existingAccounts: 'MUST_ACCEPT' | 'ADD_AT_ONCE';
  readonly namesAskedOf: 'INVITEE' | 'INVITER';
  readonly dailyInvitationCap: number;
};

export type InviteRefusal =
  | { readonly kind: 'oneself' }
  | { readonly kind: 'already_member'; readonly since: Date }
  | {
      readonly kind: 'already_pending';
      readonly invitationId: string | null;
      readonly expiresAt: Date | null;
      /** When it goes out, while it is scheduled. */
      readonly sendAfter?: Date;
    }
  | { readonly kind: 'stopped'; readonly at: Date }
  | { readonly kind: 'guest' }
  | { readonly kind: 'bot' }
  | { readonly kind: 'stranger' }
  | { readonly kind: 'slack_deactivated' }
  | { readonly kind: 'domain_blocked' }
  | { readonly kind: 'domain_not_allowed' }
  | { readonly kind: 'over_daily_cap'; readonly cap: number }
  | { readonly kind: 'names_needed' };

export type InviteWarning =
  | { readonly kind: 'declined_before'; readonly at: Date }
  | { readonly kind: 'was_deactivated'; readonly at: Date }
  | { readonly kind: 'was_removed'; readonly at: Date }
  | { readonly kind: 'guest' }
  | { readonly kind: 'role_mailbox' }
  /** `meant`: the domain that it is a slip of, probably. */
  | { readonly kind: 'likely_slip'; readonly meant: string }
  | { readonly kind: 'bounced_before'; readonly at: Date }
  | { readonly kind: 'same_slack_person'; readonly as: string };

/** The kind decides the subject of the mail (rule 10), never what the admin reads. */
export type InvitationKind = 'new_account' | 'existing_account' | 'reactivation';

export type InviteDecision =
  | {
      readonly fate: 'create' | 'renew' | 'add';
      readonly invitationId: string | null;
      readonly kind: InvitationKind;
      readonly warnings: readonly InviteWarning[];
    }
  | { readonly fate: 'refuse'; readonly reason: InviteRefusal };

/**
 * Rule 4: what inviting one address does, asked again inside the transaction that writes.
 * `remaining` is how many more invitations the organization may send today.
 */
export const decideInvite = (
  facts: AddressFacts,
  settings: InviteSettings,
  now: Date,
  remaining: number,
): InviteDecision => {
  const reason = findReason(facts, settings, now, remaining);
  if (reason) return { fate: 'refuse', reason };

  const kind = invitationKind(facts);
  const warnings = findWarnings(facts, settings);
  // What ran out is renewed in its own row, even for somebody to be added at once: an address has one pending row, and a second
  // could not be written. What somebody decided stays as it was decided, and a new one is made.
  if (facts.invitation?.status === 'PENDING') {
    return { fate: 'renew', invitationId: facts.invitation.id, kind, warnings };
  }
  if (kind === 'existing_account' && facts.hasNames && addsAtOnce(facts, settings)) {
    return { fate: 'add', invitationId: null, kind, warnings };
  }
  return { fate: 'create', invitationId: null, kind, warnings };
};

const findReason = (
  facts: AddressFacts,
  settings: InviteSettings,
  now: Date,
  remaining: number,
): InviteRefusal | undefined => {
  const { membership, invitation, slack } = facts;
  if (facts.isSelf) return { kind: 'oneself' };
  if (membership?.status === 'ACTIVE') return { kind: 'already_member', since: membership.joinedAt };
  if (slack?.standing === 'bot') return { kind: 'bot' };
  if (slack?.standing === 'stranger') return { kind: 'stranger' };
  if (slack?.standing === 'deactivated') return { kind: 'slack_deactivated' };
  if (slack?.standing === 'guest' && settings.guestPolicy === 'REFUSE') return { kind: 'guest' };
  if (facts.stoppedAt) return { kind: 'stopped', at: facts.stoppedAt };
  const domain = domainOf(facts.emailKey);
  if (isWithin(domain, settings.blockedDomains)) return { kind: 'domain_blocked' };
  if (settings.allowedDomains.length > 0 && !isWithin(domain, settings.allowedDomains)) {
    return { kind: 'domain_not_allowed' };
  }
  const state = invitation && invitationState(invitation, now);
  if (invitation && (state === 'waiting' || state === 'scheduled')) {
    const { id, expiresAt, sendAfter } = invitation;
    const later = state === 'scheduled' && sendAfter ? { sendAfter } : {};
    return { kind: 'already_pending', invitationId: id, expiresAt, ...later };
  }
  if (settings.namesAskedOf === 'INVITER' && !facts.hasNames) return { kind: 'names_needed' };
  if (remaining <= 0) return { kind: 'over_daily_cap', cap: settings.dailyInvitationCap };
  return undefined;
};

/** What an admin should know although the address is invited. */
export const findWarnings = (facts: AddressFacts, settings: InviteSettings): InviteWarning[] => {
  const { membership, invitation, slack } = facts;
  const warnings: InviteWarning[] = [];
  if (invitation?.status === 'DECLINED' && invitation.decidedAt) {
    warnings.push({ kind: 'declined_before', at: invitation.decidedAt });
  }
  if (membership?.status === 'DEACTIVATED' && membership.endedAt) {
    warnings.push({ kind: 'was_deactivated', at: membership.endedAt });
  }
  if (membership?.status === 'REMOVED' && membership.endedAt) {
    warnings.push({ kind: 'was_removed', at: membership.endedAt });
  }
  if (slack?.standing === 'guest' && settings.guestPolicy === 'WARN') warnings.push({ kind: 'guest' });
  if (isRoleMailbox(facts.emailKey)) warnings.push({ kind: 'role_mailbox' });
  const meant = meantDomain(facts.emailKey, [...settings.ownDomains, ...settings.allowedDomains]);
  if (meant) warnings.push({ kind: 'likely_slip', meant });
  if (facts.bouncedAt) warnings.push({ kind: 'bounced_before', at: facts.bouncedAt });
  if (facts.slackKnownAs) warnings.push({ kind: 'same_slack_person', as: facts.slackKnownAs });
  return warnings;
};

const invitationKind = (facts: AddressFacts): InvitationKind => {
  if (facts.membership) return 'reactivation';
  return facts.hasAccount ? 'existing_account' : 'new_account';
};

const addsAtOnce = (facts: AddressFacts, settings: InviteSettings): boolean =>
  settings.existingAccounts === 'ADD_AT_ONCE' && isWithin(domainOf(facts.emailKey), settings.ownDomains);

const domainOf = (emailKey: string): string => emailKey.slice(emailKey.lastIndexOf('@') + 1);
