import { type InvitationRecord, isSuperseded } from '../domain/invitation.ts';
import type { InvitationRefusal } from '../domain/refusal.ts';
import type { Held } from './write-as-admin.ts';

/** The link that a screen showed of an invitation. */
export type ShownLink = { readonly id: string; readonly generation: number };

export type ChangeRefusal =
  | InvitationRefusal
  | { readonly kind: 'already_member'; readonly since: Date }
  | { readonly kind: 'role_above_own'; readonly role: string };

/** Rule 5, for what changes a pending invitation (one that ran out included): why it cannot be changed from this screen. */
export const whyUnchangeable = (
  invitation: InvitationRecord,
  { actor, now }: Pick<Held, 'now'> & { readonly actor: { readonly role: { readonly rank: number } } },
  shown: ShownLink | null,
): ChangeRefusal | undefined => {
  const at = invitation.decidedAt ?? now;
  if (invitation.status === 'ACCEPTED') return { kind: 'already_accepted', at };
  if (invitation.status === 'DECLINED') return { kind: 'already_declined', at };
  if (invitation.status === 'WITHDRAWN') return { kind: 'already_withdrawn', at };
  if (invitation.membership?.status === 'ACTIVE')
    return { kind: 'already_member', since: invitation.membership.joinedAt };
  if (shown && isSuperseded(shown.generation, invitation)) {
    return { kind: 'link_superseded', newerAt: invitation.issuedAt };
  }
  // Acting on somebody needs their rank; an invitation stands for whom it would make.
  if (invitation.role.rank > actor.role.rank) return { kind: 'role_above_own', role: invitation.role.name };
  return undefined;
};
