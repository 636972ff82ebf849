import type { SlackUserRef } from './actor.ts';
import { type InvitationStatus, invitationState } from './invitation.ts';
import type { InvitationRefusal } from './refusal.ts';
import { done, type Result, refused } from './result.ts';
import { canGrant, type Granter, type Role } from './role.ts';

/** How the invitee proves who they are: by holding the mailed link, or by Slack's signature. */
export type AcceptanceProof =
  | { readonly kind: 'link'; readonly generation: number }
  | { readonly kind: 'slack'; readonly user: SlackUserRef; readonly emailKey: string | null };

export type AcceptanceFacts = {
  readonly invitation: {
    readonly status: InvitationStatus;
    readonly emailKey: string;
    readonly generation: number;
    readonly issuedAt: Date;
    readonly expiresAt: Date | null;
    readonly decidedAt: Date | null;
    readonly slackUser: SlackUserRef | null;
    /** The current link was handed over by an admin: holding it is no proof of the address. */
    readonly isCopied: boolean;
  };
  /** Somebody is known by this address already, here or elsewhere. */
  readonly hasAccount: boolean;
  /** Set when the address belongs to an active member already: another invitation, or an appointment, came first. */
  readonly activeSince: Date | null;
  readonly role: Pick<Role, 'rank' | 'isAdmin' | 'isRetired'>;
  /** The issuer as they stand now, not as they stood when they sent it. */
  readonly issuer: Granter;
  readonly names: { readonly first: string | null; readonly last: string | null };
};

/** Rules 3, 6 and 7 at the moment of acceptance; the caller holds the lock on the invitation's row. */
export const decideAcceptance = (
  facts: AcceptanceFacts,
  proof: AcceptanceProof,
  now: Date,
): Result<null, InvitationRefusal> => {
  const standing = checkLink(facts.invitation, proof.kind === 'link' ? proof.generation : null, now);
  if (standing) return refused(standing);
  if (facts.activeSince) return refused({ kind: 'already_accepted', at: facts.activeSince });
  if (proof.kind === 'slack') {
    const doubt = checkSlackProof(facts, proof);
    if (doubt) return refused(doubt);
  }
  if (proof.kind === 'link' && needsMail(facts)) return refused({ kind: 'mailed_link_needed', why: 'copied_link' });
  if (!canGrant(facts.issuer, facts.role)) return refused({ kind: 'issuer_lost_right' });
  if (!facts.names.first || !facts.names.last) {
    return refused({ kind: 'names_missing', first: !facts.names.first, last: !facts.names.last });
  }
  return done(null);
};

/**
 * A copied link makes new members of plain roles only: the admin who copied it answers for whom they gave it to. Nobody who has
 * an account joins, comes back or becomes an admin by it: for that the address has to be proved.
 */
export const needsMail = ({
  invitation,
  role,
  hasAccount,
}: {
  readonly invitation: { readonly isCopied: boolean };
  readonly role: { readonly isAdmin: boolean };
  readonly hasAccount: boolean;
}): boolean => invitation.isCopied && (role.isAdmin || hasAccount);

/** Is this link, or this card, still the one that counts? `generation` is null where no link is shown. */
export const checkLink = (
  invitation: Pick<AcceptanceFacts['invitation'], 'status' | 'generation' | 'issuedAt' | 'expiresAt' | 'decidedAt'>,
  generation: number | null,
  now: Date,
): InvitationRefusal | undefined => {
  const decidedAt = invitation.decidedAt ?? now;
  switch (invitationState(invitation, now)) {
    case 'accepted':
      return { kind: 'already_accepted', at: decidedAt };
    case 'declined':
      return { kind: 'already_declined', at: decidedAt };
    case 'withdrawn':
      return { kind: 'already_withdrawn', at: decidedAt };
    case 'scheduled':
    case 'waiting':
    case 'expired':
      if (generation !== null && generation !== invitation.generation) {
        return { kind: 'link_superseded', newerAt: invitation.issuedAt };
      }
      if (invitation.expiresAt && invitation.expiresAt <= now) {
        return { kind: 'link_expired', at: invitation.expiresAt };
      }
      return undefined;
  }
};

const checkSlackProof = (
  facts: AcceptanceFacts,
  proof: Extract<AcceptanceProof, { kind: 'slack' }>,
): InvitationRefusal | undefined => {
  const { slackUser, emailKey } = facts.invitation;
  if (slackUser?.teamId !== proof.user.teamId || slackUser.userId !== proof.user.userId) {
    return { kind: 'not_the_invitee' };
  }
  if (facts.role.isAdmin) return { kind: 'mailed_link_needed', why: 'admin_role' };
  if (proof.emailKey !== emailKey) return { kind: 'mailed_link_needed', why: 'address_changed' };
  return undefined;
};
