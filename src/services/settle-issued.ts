import { type Job, job } from '../domain/job.ts';
import { type IssuedChoice, nothingIssued, type SettledIssued } from '../domain/undo.ts';
import type { ChangedInvitations } from '../ports/acts.ts';
import type { AuditEntry } from '../ports/records.ts';
import type { Transaction } from '../ports/transaction.ts';
import { type Asked, auditActor } from './asked.ts';
import type { Held } from './write-as-admin.ts';

/**
 * Rule 9: pending invitations and invite links that somebody issued, handed to the admin who acts or withdrawn, when they lose
 * the right to them. `lost` is null where the right stays.
 */
export const settleIssued = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  issuerId: string,
  choice: IssuedChoice,
  lost: { readonly aboveRank: number | null } | null,
): Promise<SettledIssued> => {
  if (!lost) return nothingIssued;
  const { organization, actor } = held;
  const issued = { organizationId: organization.id, issuerId, aboveRank: lost.aboveRank };
  const isTakenOver = choice === 'take_over';
  const invitations = isTakenOver
    ? await tx.takeOverIssued(issued, actor.membershipId)
    : await tx.withdrawIssued(issued, actor.membershipId);
  const inviteLinkIds = await tx.settleInviteLinks(issued, choice, actor.membershipId);
  const changed = isTakenOver
    ? { issuerId: { from: issuerId, to: actor.membershipId } }
    : { status: 'WITHDRAWN', cause: 'issuer_left' };
  await auditInvitations(
    tx,
    asked,
    held,
    isTakenOver ? 'invitation.hand_over' : 'invitation.withdraw',
    invitations,
    changed,
  );
  await tx.enqueue(...invitationJobs(asked, invitations, isTakenOver ? 'told' : 'closed'));
  return { choice, invitations: invitations.map(({ id, generation }) => ({ id, generation })), inviteLinkIds };
};

/** One entry for each invitation, since each has a story of its own; one statement for all. */
export const auditInvitations = (
  tx: Transaction,
  { via, requestId }: Asked,
  { organization, actor }: Held,
  action: string,
  invitations: ChangedInvitations,
  changed: AuditEntry['changed'],
): Promise<void> =>
  tx.audit(
    ...invitations.map(({ id }) => ({
      organizationId: organization.id,
      actor: auditActor(actor),
      action,
      target: { kind: 'invitation', id } as const,
      changed,
      via,
      requestId,
    })),
  );

/** The living messages of all batches concerned; the cards of what was closed are rewritten, of what is open again sent anew. */
export const invitationJobs = (
  { requestId }: Pick<Asked, 'requestId'>,
  invitations: ChangedInvitations,
  what: 'told' | 'closed' | 'reopened',
): Job[] => {
  const batchIds = [...new Set(invitations.map(({ batchId }) => batchId))];
  const cards = invitations.flatMap(({ id: invitationId }): Job[] => {
    if (what === 'closed') return [job('settle-card', { invitationId, requestId })];
    return what === 'reopened' ? [job('revive-card', { invitationId, requestId })] : [];
  });
  return [...cards, ...batchIds.map((batchId) => job('announce-batch', { batchId, requestId }))];
};
