import type { ActRefusal, UndoRefusal } from './act-refusal.ts';
import type { Action } from './action.ts';
import type { MembershipStatus } from './actor.ts';
import type { ProductRefusal } from './product.ts';
import type { TeamRefusal } from './team.ts';

/** Why somebody may not act. The only refusals that leave an audit entry. */
export type AccessRefusal =
  | { readonly kind: 'other_workspace' }
  | { readonly kind: 'not_a_member'; readonly action: Action }
  | { readonly kind: 'no_longer_a_member'; readonly status: Exclude<MembershipStatus, 'ACTIVE'> }
  | { readonly kind: 'admins_only'; readonly action: Action }
  | { readonly kind: 'slack_guest' }
  | { readonly kind: 'slack_bot' }
  | { readonly kind: 'slack_stranger' }
  | { readonly kind: 'slack_deactivated' };

/** A Slack user who may be somebody we know: they are asked to confirm it, and then go on. */
export type BindingProposal = {
  readonly kind: 'not_bound_yet';
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** From the Slack profile, offered where the account has none. */
  readonly suggestedFirstName: string | null;
  readonly suggestedLastName: string | null;
  readonly roleName: string;
  /** An admin account needs the code that is mailed to its address; the first admin does not. */
  readonly needsCode: boolean;
};

/** Why an invitation cannot be reinvited, withdrawn, accepted or declined. */
export type InvitationRefusal =
  | { readonly kind: 'invitation_unknown' }
  | { readonly kind: 'already_accepted'; readonly at: Date }
  | { readonly kind: 'already_declined'; readonly at: Date }
  | { readonly kind: 'already_withdrawn'; readonly at: Date }
  | { readonly kind: 'link_expired'; readonly at: Date }
  | { readonly kind: 'link_superseded'; readonly newerAt: Date }
  | { readonly kind: 'not_the_invitee' }
  | { readonly kind: 'mailed_link_needed'; readonly why: 'admin_role' | 'address_changed' | 'copied_link' }
  /** The same, where no link can be mailed. */
  | { readonly kind: 'link_unmailable'; readonly why: 'admin_role' | 'address_changed' | 'copied_link' }
  | { readonly kind: 'no_mail_server' }
  | { readonly kind: 'no_public_address' }
  | { readonly kind: 'names_missing'; readonly first: boolean; readonly last: boolean }
  | { readonly kind: 'issuer_lost_right' }
  | { readonly kind: 'already_asked'; readonly at: Date; readonly againAt: Date }
  | { readonly kind: 'reinvited_too_often'; readonly nextAt: Date };

/** Why a form as a whole cannot be sent. */
export type FormRefusal =
  | { readonly kind: 'role_unknown' }
  | { readonly kind: 'role_retired'; readonly role: string }
  | { readonly kind: 'role_above_own'; readonly role: string }
  | { readonly kind: 'team_unknown' }
  | { readonly kind: 'team_needed' }
  | { readonly kind: 'product_unknown' }
  | { readonly kind: 'permission_unknown' }
  | { readonly kind: 'template_unknown' }
  | { readonly kind: 'nobody_named' }
  | { readonly kind: 'send_time_past'; readonly at: Date };

/** Why a Slack user cannot be bound to an account. */
export type IdentityRefusal =
  | { readonly kind: 'address_not_confirmed' }
  | { readonly kind: 'nothing_to_bind' }
  | { readonly kind: 'already_bound' }
  | { readonly kind: 'code_wrong'; readonly attemptsLeft: number }
  | { readonly kind: 'code_expired' }
  | { readonly kind: 'code_needs_mail' };

export type Refusal =
  | AccessRefusal
  | BindingProposal
  | InvitationRefusal
  | FormRefusal
  | IdentityRefusal
  | ActRefusal
  | UndoRefusal
  | TeamRefusal
  | ProductRefusal;
