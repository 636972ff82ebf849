import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import type { ActRefusal, UndoRefusal } from '../domain/act-refusal.ts';
import { asGranter } from '../domain/actor.ts';
import { refuseTarget } from '../domain/decide-act.ts';
import { job } from '../domain/job.ts';
import type { MemberRecord } from '../domain/member-record.ts';
import type { FormRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import { canGrant } from '../domain/role.ts';
import { type PastAct, refuseUndo } from '../domain/undo.ts';
import type { Transaction } from '../ports/transaction.ts';
import { actOnMember } from './act-on-member.ts';
import { type Asked, auditActor } from './asked.ts';
import { returnIssued } from './return-issued.ts';
import { auditInvitations, invitationJobs } from './settle-issued.ts';
import type { UndoOutcome } from './undo-outcome.ts';
import type { Held } from './write-as-admin.ts';

export type DeactivationUndone = {
  readonly act: 'deactivate';
  readonly member: MemberRecord;
  /** Invitations that are theirs again, and those that were touched since. */
  readonly returned: number;
  readonly left: number;
};

type Deactivation = Extract<PastAct, { action: 'membership.deactivate' }>;
type Refused = UndoRefusal | ActRefusal | FormRefusal;

/** Takes a deactivation back: what nobody touched since is as it was. Later a new invitation brings them back. */
export const undoDeactivation = (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  act: Deactivation,
): Promise<UndoOutcome<DeactivationUndone>> =>
  actOnMember<DeactivationUndone, Refused>(
    deps,
    asked,
    { action: 'undo', membershipId: act.targetId },
    async (tx, held, member) => {
      const isFresh = await tx.markHandled(asked.idempotencyKey);
      const current = await tx.findAct(held.organization.id, act.id);
      if (!isFresh && current?.undoneAt) return done({ act: 'deactivate', member, returned: 0, left: 0 });
      const refusal = refuseUndo(current, held.now) ?? refuseReturn(held, member, act);
      return refusal ? refused(refusal) : write(tx, asked, held, member, act);
    },
  );

/** Whoever brings somebody back grants their role anew. */
const refuseReturn = ({ actor }: Held, member: MemberRecord, act: Deactivation): Refused | undefined => {
  const refusal = refuseTarget(actor, member, 'reactivate');
  if (refusal) return refusal;
  if (member.status !== 'DEACTIVATED' || member.version !== act.changed.version) return { kind: 'undo_overtaken' };
  const { role } = member;
  if (role.isRetired) return { kind: 'role_retired', role: role.name };
  return canGrant(asGranter(actor), role) ? undefined : { kind: 'role_above_own', role: role.name };
};

const write = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  member: MemberRecord,
  act: Deactivation,
): Promise<Result<DeactivationUndone, never>> => {
  const { organization, actor } = held;
  const { membershipId, role } = member;
  const { issued, ownInvitationIds } = act.changed;
  // Before they are a member again: a member's own invitation is not opened.
  const own = await tx.reopenInvitations(organization.id, ownInvitationIds, act.at);
  await auditInvitations(tx, asked, held, 'invitation.reopen', own, { status: 'PENDING' });
  const version = await tx.restoreMembership(organization.id, membershipId);
  const returned = await returnIssued(tx, asked, held, membershipId, act);
  await tx.audit({
    id: uuidv7(),
    organizationId: organization.id,
    actor: auditActor(actor),
    action: 'undo',
    target: { kind: 'membership', id: membershipId },
    changed: { undoes: act.id, status: { from: 'DEACTIVATED', to: 'ACTIVE' }, version },
    via: asked.via,
    requestId: asked.requestId,
  });
  const { requestId } = asked;
  await tx.enqueue(
    ...invitationJobs(asked, own, 'reopened'),
    ...(role.isAdmin ? [job('announce-admin', { membershipId, grantedById: actor.membershipId, requestId })] : []),
  );
  const left = issued.invitations.length - returned.length;
  return done({ act: 'deactivate', member, returned: returned.length, left });
};
