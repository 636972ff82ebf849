import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import type { SlackUserRef, Via } from '../domain/actor.ts';
import { type AcceptanceFacts, type AcceptanceProof, decideAcceptance } from '../domain/decide-acceptance.ts';
import { emailKey } from '../domain/email-address.ts';
import { type InvitationRecord, isCopied } from '../domain/invitation.ts';
import type { MailState } from '../domain/mail-state.ts';
import type { Member } from '../domain/member.ts';
import type { Organization } from '../domain/organization.ts';
import type { InvitationRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Granter } from '../domain/role.ts';
import type { Transaction } from '../ports/transaction.ts';
import { admissionJobs } from './admission-jobs.ts';

export type AcceptInvitationInput = {
  readonly invitationId: string;
  readonly proof:
    | { readonly kind: 'link'; readonly generation: number }
    | { readonly kind: 'slack'; readonly user: SlackUserRef };
  /** What the invitee typed; used only where the invitation and the account have no name. */
  readonly names: { readonly first: string | null; readonly last: string | null };
  readonly via: Via;
  readonly requestId: string;
};

export type Accepted = { readonly member: Member; readonly organization: Organization };

/**
 * Makes the invitee a member. The invitation's row is locked, so of many at once one wins and the others read what is true then.
 * Slack is asked for the address of this very moment before the transaction: one that changed since means the mailed link.
 */
export const acceptInvitation = async (
  deps: Deps,
  input: AcceptInvitationInput,
): Promise<Result<Accepted, InvitationRefusal>> => {
  const proof = await readProof(deps, input.proof);
  const result = await deps.store.transaction<Admitted, InvitationRefusal>(async (tx) => {
    const invitation = await tx.holdInvitation(input.invitationId);
    const organization = invitation && (await tx.findOrganization(invitation.organizationId));
    if (!invitation || !organization) return refused({ kind: 'invitation_unknown' });
    const now = await tx.now();
    const names = namesOf(invitation, input.names);
    const decision = decideAcceptance(factsOf(invitation, names), proof, now);
    if (!decision.ok) return refused(asFarAsMailGoes(decision.refusal, deps.mails.state));
    const admitted = await tx.admit({
      invitation,
      names: { first: names.first ?? '', last: names.last ?? '' },
      accountId: uuidv7(),
      membershipId: uuidv7(),
    });
    if (!admitted) return refused({ kind: 'already_accepted', at: now });
    await bindProof(tx, proof, admitted.accountId);
    await writeTrail(tx, input, invitation, admitted.membershipId);
    const way = proof.kind === 'slack' ? 'dm' : 'mail';
    const { requestId } = input;
    await tx.enqueue(
      ...admissionJobs({ invitation, organization, membershipId: admitted.membershipId, way, now, requestId }),
    );
    return done({ membershipId: admitted.membershipId, organization });
  });
  if (!result.ok) return result;
  return readAccepted(deps, result.value);
};

/** Nobody is sent to a mail that cannot be sent. */
const asFarAsMailGoes = (refusal: InvitationRefusal, mails: MailState): InvitationRefusal =>
  refusal.kind === 'mailed_link_needed' && mails !== 'ready' ? { ...refusal, kind: 'link_unmailable' } : refusal;

const readProof = async (deps: Deps, proof: AcceptInvitationInput['proof']): Promise<AcceptanceProof> => {
  if (proof.kind === 'link') return proof;
  const person = await deps.directory.findUser(proof.user);
  const isThem = person?.standing === 'person' || person?.standing === 'guest';
  return { ...proof, emailKey: isThem && person.email && person.emailConfirmed ? emailKey(person.email) : null };
};

const namesOf = (
  { firstName, lastName, account }: InvitationRecord,
  typed: { first: string | null; last: string | null },
) => ({
  first: account?.firstName ?? firstName ?? typed.first,
  last: account?.lastName ?? lastName ?? typed.last,
});

const factsOf = (invitation: InvitationRecord, names: AcceptanceFacts['names']): AcceptanceFacts => ({
  invitation: { ...invitation, slackUser: invitation.slack, isCopied: isCopied(invitation) },
  hasAccount: invitation.account !== null,
  activeSince: invitation.membership?.status === 'ACTIVE' ? invitation.membership.joinedAt : null,
  role: invitation.role,
  issuer: granterOf(invitation),
  names,
});

const granterOf = ({ issuer }: InvitationRecord): Granter =>
  issuer
    ? { kind: 'member', isActive: issuer.isActive, isAdmin: issuer.isAdmin, rank: issuer.rank }
    : { kind: 'system' };

/** Slack's signature is a proof of who they are, so the same click binds them for all that follows. */
const bindProof = async (tx: Transaction, proof: AcceptanceProof, accountId: string): Promise<void> => {
  if (proof.kind === 'slack') await tx.bindSlackUser(accountId, proof.user, 'DM_ACCEPT');
};

const writeTrail = async (
  tx: Transaction,
  { via, requestId, proof }: AcceptInvitationInput,
  invitation: InvitationRecord,
  membershipId: string,
): Promise<void> =>
  tx.audit({
    organizationId: invitation.organizationId,
    actor: { kind: 'INVITEE' },
    action: invitation.membership ? 'membership.revive' : 'membership.join',
    target: { kind: 'membership', id: membershipId },
    changed: { invitationId: invitation.id, roleId: invitation.role.id, proof: proofOf(invitation, proof) },
    via,
    requestId,
  });

const proofOf = (invitation: InvitationRecord, { kind }: AcceptInvitationInput['proof']): string =>
  kind === 'link' && isCopied(invitation) ? 'copied_link' : kind;

type Admitted = { readonly membershipId: string; readonly organization: Organization };

const readAccepted = async (
  deps: Deps,
  { membershipId, organization }: Admitted,
): Promise<Result<Accepted, InvitationRefusal>> => {
  const member = await deps.store.findMember(membershipId);
  if (!member) throw new Error(`Membership ${membershipId} vanished after it was made.`);
  return done({ member, organization });
};
