import { v7 as uuidv7 } from 'uuid';
import { Overtaken } from '../domain/overtaken.ts';
import type { Transaction } from '../ports/transaction.ts';
import { admissionJobs } from './admission-jobs.ts';
import { type Asked, auditActor } from './asked.ts';

/**
 * Rule 10, "add at once": somebody whose account has names already, at one of the organization's own domains, becomes a member
 * without a link. Rare, so it is written one by one.
 */
export const admitAtOnce = async (tx: Transaction, asked: Asked, invitationId: string): Promise<void> => {
  const invitation = await tx.holdInvitation(invitationId);
  const { firstName, lastName } = invitation?.account ?? {};
  if (!invitation || !firstName || !lastName)
    throw new Error(`Invitation ${invitationId} cannot be added at once: no names.`);
  const admitted = await tx.admit({
    invitation,
    names: { first: firstName, last: lastName },
    accountId: uuidv7(),
    membershipId: uuidv7(),
  });
  // They became a member while this was being decided.
  if (!admitted) throw new Overtaken();
  const { organization, now } = asked.context;
  const { membershipId } = admitted;
  await tx.audit({
    organizationId: invitation.organizationId,
    actor: auditActor(asked.context.actor),
    action: 'membership.add',
    target: { kind: 'membership', id: membershipId },
    changed: { invitationId, roleId: invitation.role.id },
    via: asked.via,
    requestId: asked.requestId,
  });
  const { requestId } = asked;
  await tx.enqueue(...admissionJobs({ invitation, organization, membershipId, way: 'added', now, requestId }));
};
