import type { Deps } from '../deps.ts';
import { emailKey } from '../domain/email-address.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import type { ActorContext } from '../ports/records.ts';

export type Proposed =
  | {
      readonly kind: 'proposal';
      readonly proposal: BindingProposal;
      readonly accountId: string;
      readonly isVouched: boolean;
    }
  | { readonly kind: 'refused'; readonly refusal: AccessRefusal }
  /** Slack has not seen them prove their address, so it stands for nobody. */
  | { readonly kind: 'unconfirmed' }
  | { readonly kind: 'nobody' };

/**
 * Who might this unbound Slack user be? Slack is asked at this very moment: same team, a person, a confirmed address, and that
 * address belongs to an active member whom nobody in this workspace is bound to.
 */
export const proposeBinding = async (
  deps: Pick<Deps, 'store' | 'directory'>,
  { actor, organization }: ActorContext,
): Promise<Proposed> => {
  if (actor.kind !== 'slack_user') return { kind: 'nobody' };
  const person = await deps.directory.findUser(actor.slack);
  if (!person) return { kind: 'nobody' };
  if (person.standing === 'bot') return { kind: 'refused', refusal: { kind: 'slack_bot' } };
  if (person.standing === 'deactivated') return { kind: 'refused', refusal: { kind: 'slack_deactivated' } };
  if (person.standing === 'stranger') return { kind: 'refused', refusal: { kind: 'slack_stranger' } };
  if (person.standing === 'guest' && organization.guestPolicy === 'REFUSE') {
    return { kind: 'refused', refusal: { kind: 'slack_guest' } };
  }
  if (!person.email) return { kind: 'nobody' };
  if (!person.emailConfirmed) return { kind: 'unconfirmed' };

  const found = await deps.store.findMemberByAccountEmail(organization.id, emailKey(person.email));
  if (found?.member.status !== 'ACTIVE') return { kind: 'nobody' };
  if (await deps.store.isBoundInWorkspace(found.accountId, actor.slack.teamId)) return { kind: 'nobody' };
  const { member } = found;
  // A guest may be a member where the organization says so, never an admin.
  if (person.standing === 'guest' && member.isAdmin) return { kind: 'refused', refusal: { kind: 'slack_guest' } };
  return {
    kind: 'proposal',
    accountId: found.accountId,
    isVouched: found.isVouched,
    proposal: {
      kind: 'not_bound_yet',
      email: member.email,
      firstName: member.firstName ?? null,
      lastName: member.lastName ?? null,
      suggestedFirstName: person.firstName,
      suggestedLastName: person.lastName,
      roleName: member.roleName,
      needsCode: member.isAdmin && !found.isVouched,
    },
  };
};
