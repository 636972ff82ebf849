import type { Deps } from '../deps.ts';
import type { SlackUserRef, Via } from '../domain/actor.ts';
import { emailKey } from '../domain/email-address.ts';
import { type InvitationRecord, isCopied } from '../domain/invitation.ts';
import { job } from '../domain/job.ts';
import type { InvitationRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';

export type AllowWritingInput = {
  readonly proof:
    | { readonly kind: 'link'; readonly invitationId: string }
    /** The one whom the card was sent to. */
    | { readonly kind: 'card'; readonly invitationId: string; readonly user: SlackUserRef }
    /** Whoever Slack has seen prove the address, in the organization where they ask. */
    | { readonly kind: 'slack'; readonly user: SlackUserRef; readonly organizationId: string };
  readonly via: Via;
  readonly requestId: string;
};

/** `wasStopped` is false where there was nothing to take back. */
export type Allowed = { readonly email: string; readonly wasStopped: boolean };

/**
 * "You may write to me again": takes back "don't write to me again", for the person alone. No admin can, and nothing is sent for it:
 * what was declined stays so until somebody invites them again.
 */
export const allowWriting = async (
  deps: Pick<Deps, 'store' | 'directory'>,
  { proof, via, requestId }: AllowWritingInput,
): Promise<Result<Allowed, InvitationRefusal>> => {
  const address = proof.kind === 'slack' ? await findProven(deps, proof) : await findInvited(deps, proof);
  if (!address.ok) return address;
  const { email, invitation, organizationId } = address.value;
  return deps.store.transaction<Allowed, InvitationRefusal>(async (tx) => {
    const wasStopped = await tx.allowAddress(emailKey(email));
    if (!wasStopped) return done({ email, wasStopped });
    await tx.audit({
      organizationId,
      actor: { kind: 'INVITEE' },
      action: 'invitation.allow',
      target: invitation && { kind: 'invitation', id: invitation.id },
      changed: {},
      via,
      requestId,
    });
    if (invitation) await tx.enqueue(job('settle-card', { invitationId: invitation.id, requestId }));
    return done({ email, wasStopped });
  });
};

type Address = {
  readonly email: string;
  readonly organizationId: string;
  readonly invitation: InvitationRecord | null;
};

type Proof = AllowWritingInput['proof'];

const findInvited = async (
  { store }: Pick<Deps, 'store'>,
  proof: Extract<Proof, { readonly invitationId: string }>,
): Promise<Result<Address, InvitationRefusal>> => {
  const invitation = await store.findInvitation(proof.invitationId);
  if (!invitation) return refused({ kind: 'invitation_unknown' });
  const { email, organizationId, slack } = invitation;
  if (proof.kind === 'card' && (slack?.teamId !== proof.user.teamId || slack.userId !== proof.user.userId)) {
    return refused({ kind: 'not_the_invitee' });
  }
  // Whoever was handed a copied link cannot speak for the address.
  if (proof.kind === 'link' && isCopied(invitation)) {
    return refused({ kind: 'mailed_link_needed', why: 'copied_link' });
  }
  return done({ email, organizationId, invitation });
};

const findProven = async (
  { store, directory }: Pick<Deps, 'store' | 'directory'>,
  { user, organizationId }: Extract<Proof, { readonly kind: 'slack' }>,
): Promise<Result<Address, InvitationRefusal>> => {
  const person = await directory.findUser(user);
  if (person?.standing !== 'person' && person?.standing !== 'guest') return refused({ kind: 'not_the_invitee' });
  if (!person.email || !person.emailConfirmed) return refused({ kind: 'not_the_invitee' });
  const [invitation] = await store.findInvitationsOfEmails(organizationId, [emailKey(person.email)]);
  return done({ email: person.email, organizationId, invitation: invitation ?? null });
};
