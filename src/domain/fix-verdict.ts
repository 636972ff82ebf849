import { type DeliveryRemedy, remedyOf } from './delivery-cause.ts';
import type { MailState } from './mail-state.ts';
import type { Link, Verdict } from './why.ts';
import type { WhyMembership } from './why-facts.ts';

/** The one act that mends a verdict. A button carries it; the act decides anew what is true when it is pressed. */
export type Fix =
  /** The invite form, filled in with this address. */
  | { readonly kind: 'invite'; readonly email: string }
  /** The form that brings somebody back with what they had. */
  | { readonly kind: 'reactivate'; readonly member: Shown }
  | { readonly kind: 'new_link'; readonly link: Link }
  /** The current link, at once: scheduled for later, or waiting for its next try. */
  | { readonly kind: 'send_now'; readonly link: Link }
  | { readonly kind: 'by_mail'; readonly link: Link }
  /** Withdraws and invites in one step. `email` is empty where it is not known yet. */
  | { readonly kind: 'another_address'; readonly link: Link; readonly email: string }
  /** A link to hand over, where no mail gets through. */
  | { readonly kind: 'copy_link'; readonly link: Link }
  | { readonly kind: 'edit'; readonly link: Link }
  | { readonly kind: 'change_role'; readonly member: Shown; readonly roleId: string }
  /** The form of what they have, with the one that is missing chosen. */
  | { readonly kind: 'give_product'; readonly member: Shown; readonly productId: string }
  | { readonly kind: 'give_permission'; readonly member: Shown; readonly permissionId: string }
  | { readonly kind: 'open_products' }
  /** The message that newcomers get: where to sign in, and as whom. */
  | { readonly kind: 'tell_sign_in'; readonly membershipId: string };

/** A membership as the verdict showed it. */
type Shown = { readonly membershipId: string; readonly version: number };

/** `asked`: the address that was asked for. Null where nobody but they themselves can mend it. */
export const fixOf = (verdict: Verdict, asked: string, mails: MailState): Fix | null => {
  switch (verdict.kind) {
    case 'never_invited':
    case 'withdrawn':
    case 'declined':
    case 'removed':
      return { kind: 'invite', email: asked };
    case 'other_address':
      // Two invitations of one person would be one too many; but only a name is no proof that it is one person.
      return verdict.link
        ? { kind: 'another_address', link: verdict.link, email: verdict.slackEmail }
        : { kind: 'invite', email: verdict.slackEmail };
    case 'not_sent_yet':
      return { kind: 'send_now', link: verdict.link };
    case 'not_opened':
    case 'superseded':
      // What was not seen in Slack may be seen in the mail: a second card would be as easy to overlook as the first.
      return mails === 'ready' && !verdict.channels.includes('EMAIL') && !verdict.mailCameBack
        ? { kind: 'by_mail', link: verdict.link }
        : { kind: 'new_link', link: verdict.link };
    case 'not_delivered':
      return fixOfRemedy(remedyOf(verdict.cause, verdict.hasBounced), verdict.link, mails);
    case 'not_accepted':
    case 'ran_out':
      return { kind: 'new_link', link: verdict.link };
    case 'issuer_lost_right':
      return { kind: verdict.role.isRetired ? 'edit' : 'new_link', link: verdict.link };
    case 'deactivated':
      return { kind: 'reactivate', member: shownOf(verdict.membership) };
    case 'active':
      return { kind: 'tell_sign_in', membershipId: verdict.membership.id };
    case 'lacks':
      return fixOfLack(verdict);
    case 'stopped':
      return null;
  }
};

const fixOfRemedy = (remedy: DeliveryRemedy, link: Link, mails: MailState): Fix => {
  const elsewhere = { kind: 'another_address', link, email: '' } as const;
  switch (remedy) {
    case 'another_address':
      return elsewhere;
    case 'copy_link':
      // Without a page to lead to there is no link to be copied: only an address that Slack knows helps.
      return mails === 'no_public_address' ? elsewhere : { kind: 'copy_link', link };
    case 'edit':
      return { kind: 'edit', link };
    case 'reinvite':
      return { kind: 'new_link', link };
  }
};

const fixOfLack = ({ thing, membership }: Extract<Verdict, { kind: 'lacks' }>): Fix => {
  const member = shownOf(membership);
  if (thing.kind === 'role') return { kind: 'change_role', member, roleId: thing.id };
  if (thing.kind === 'permission') return { kind: 'give_permission', member, permissionId: thing.id };
  return thing.isOffered ? { kind: 'give_product', member, productId: thing.id } : { kind: 'open_products' };
};

const shownOf = ({ id, version }: WhyMembership): Shown => ({ membershipId: id, version });
