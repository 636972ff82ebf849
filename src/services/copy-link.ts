import type { Deps } from '../deps.ts';
import { type InvitationRecord, isCopied, linkEnd } from '../domain/invitation.ts';
import { job } from '../domain/job.ts';
import type { MailState } from '../domain/mail-state.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Transaction } from '../ports/transaction.ts';
import { type Asked, auditActor } from './asked.ts';
import type { ShownLink } from './changeable-invitation.ts';
import { findHindrance, findReason, type ReinviteRefusal } from './reinvite.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

/** `url` goes to the screen of the admin who asked and nowhere else: into no message, log, job or audit entry. */
export type CopiedLink = { readonly email: string; readonly url: string; readonly expiresAt: Date };

/**
 * A link to be handed over, for somebody whom neither Slack nor mail reaches. No link is stored, so it is a new one: it ends the
 * one before and counts as a reinvite. It proves nothing about the address, hence `needsMail` at acceptance, asked here already.
 */
export const copyLink = async (
  deps: Deps,
  asked: Asked,
  link: ShownLink,
): Promise<Result<CopiedLink, AccessRefusal | BindingProposal | ReinviteRefusal>> => {
  const { urlFor } = deps.links;
  if (!urlFor) return refused({ kind: 'no_public_address' });
  const result = await writeAsAdmin<Copied, ReinviteRefusal>(deps, asked, 'copy_link', async (tx, held) => {
    const [invitation] = await tx.holdInvitations(held.organization.id, [link.id]);
    if (!invitation) return refused({ kind: 'invitation_unknown' });
    const isFresh = await tx.markHandled(asked.idempotencyKey);
    const reason = findReason(invitation, held) ?? whyMailed(invitation, deps.mails.state);
    if (reason) return refused(reason);
    if (!isFresh) return repeat(invitation);
    const reissued = (await tx.countReissues([link.id])).get(link.id);
    const hindrance = findHindrance(invitation, held, { kind: 'links', links: [link] }, reissued);
    return hindrance ? refused(hindrance) : done(await write(tx, asked, held, invitation));
  });
  if (!result.ok) return result;
  const { id, email, generation, expiresAt } = result.value;
  return done({ email, expiresAt, url: urlFor(id, generation) });
};

type Copied = { readonly id: string; readonly email: string; readonly generation: number; readonly expiresAt: Date };

/** Whoever is an admin by it, or has been a member here, proves the address. Accounts elsewhere are nobody's business here. */
const whyMailed = ({ role, membership }: InvitationRecord, mails: MailState): ReinviteRefusal | undefined =>
  role.isAdmin || membership
    ? { kind: mails === 'ready' ? 'mailed_link_needed' : 'link_unmailable', why: 'copied_link' }
    : undefined;

/** The same submission delivered twice shows the same link, unless a newer one, which was sent, has taken its place. */
const repeat = (invitation: InvitationRecord): Result<Copied, ReinviteRefusal> => {
  const { id, email, generation, expiresAt, issuedAt } = invitation;
  return isCopied(invitation) && expiresAt
    ? done({ id, email, generation, expiresAt })
    : refused({ kind: 'link_superseded', newerAt: issuedAt });
};

const write = async (
  tx: Transaction,
  { via, requestId }: Asked,
  { actor, organization, now }: Held,
  { id, email, batchId, generation: before }: InvitationRecord,
): Promise<Copied> => {
  const expiresAt = linkEnd(now, organization.invitationLifetimeHours);
  const [issued] = await tx.reissueInvitations([id], actor.membershipId, expiresAt);
  if (!issued) throw new Error(`Invitation ${id} has no link after ${before}.`);
  await tx.recordCopy(issued);
  await tx.audit({
    organizationId: organization.id,
    actor: auditActor(actor),
    action: 'invitation.copy_link',
    target: { kind: 'invitation', id },
    changed: { generation: issued.generation },
    via,
    requestId,
  });
  await tx.enqueue(job('settle-card', { invitationId: id, requestId }), job('announce-batch', { batchId, requestId }));
  return { id, email, generation: issued.generation, expiresAt };
};
