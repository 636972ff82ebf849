import type { PastAct } from '../domain/undo.ts';
import type { ChangedInvitations } from '../ports/acts.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { auditInvitations, invitationJobs } from './settle-issued.ts';
import type { Held } from './write-as-admin.ts';

type WithIssued = Exclude<PastAct, { action: 'invitation.withdraw' }>;

/** What an act took from somebody is theirs again, as far as nobody has touched it since. */
export const returnIssued = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  membershipId: string,
  act: WithIssued,
): Promise<ChangedInvitations> => {
  const { choice, invitations, inviteLinkIds } = act.changed.issued;
  const organizationId = held.organization.id;
  if (inviteLinkIds.length > 0) {
    await tx.returnInviteLinks(organizationId, inviteLinkIds, choice, act.actorId, membershipId);
  }
  if (invitations.length === 0) return [];
  const isTakenOver = choice === 'take_over';
  const returned = isTakenOver
    ? await tx.returnIssued(organizationId, invitations, act.actorId, membershipId)
    : await tx.reopenInvitations(
        organizationId,
        invitations.map(({ id }) => id),
        act.at,
      );
  const changed = isTakenOver ? { issuerId: { from: act.actorId, to: membershipId } } : { status: 'PENDING' };
  const action = isTakenOver ? 'invitation.hand_over' : 'invitation.reopen';
  await auditInvitations(tx, asked, held, action, returned, changed);
  await tx.enqueue(...invitationJobs(asked, returned, isTakenOver ? 'told' : 'reopened'));
  return returned;
};
