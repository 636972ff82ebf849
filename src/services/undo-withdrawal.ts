import type { Deps } from '../deps.ts';
import type { UndoRefusal } from '../domain/act-refusal.ts';
import type { InvitationRecord } from '../domain/invitation.ts';
import type { FormRefusal } from '../domain/refusal.ts';
import { done, refused } from '../domain/result.ts';
import { type PastAct, refuseUndo } from '../domain/undo.ts';
import { type Asked, auditActor } from './asked.ts';
import { invitationJobs } from './settle-issued.ts';
import type { UndoOutcome } from './undo-outcome.ts';
import { writeAsAdmin } from './write-as-admin.ts';

export type WithdrawalUndone = {
  readonly act: 'withdraw';
  /** Their links work again. */
  readonly emails: readonly string[];
  /** Invited again, or decided otherwise since. */
  readonly left: readonly string[];
};

/** All that one click or command withdrew: the same links are alive again, for as long as they had left. */
export const undoWithdrawal = (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  act: PastAct,
): Promise<UndoOutcome<WithdrawalUndone>> =>
  writeAsAdmin<WithdrawalUndone, UndoRefusal | FormRefusal>(deps, asked, 'undo', async (tx, held) => {
    const { organization, actor, now } = held;
    const isFresh = await tx.markHandled(asked.idempotencyKey);
    const ids = (await tx.findActsOfRequest(act, organization.id)).map(({ targetId }) => targetId);
    const invitations = await tx.holdInvitations(organization.id, ids);
    // Read once the rows are held: another click may have undone them while this one waited.
    const acts = await tx.findActsOfRequest(act, organization.id);
    const emailsOf = (chosen: readonly InvitationRecord[]) => chosen.map(({ email }) => email);
    if (!isFresh && acts.every(({ undoneAt }) => undoneAt)) {
      return done({ act: 'withdraw', emails: emailsOf(invitations), left: [] });
    }
    const open = acts.filter((one) => !refuseUndo(one, now));
    const [first] = acts;
    if (open.length === 0) return refused(refuseUndo(first ?? null, now) ?? { kind: 'undo_unknown' });
    const above = invitations.find(({ role }) => role.rank > actor.role.rank);
    if (above) return refused({ kind: 'role_above_own', role: above.role.name });
    const openIds = open.map(({ targetId }) => targetId);
    const reopened = await tx.reopenInvitations(organization.id, openIds, act.at);
    if (reopened.length === 0) return refused({ kind: 'invited_again' });
    const reopenedIds = new Set(reopened.map(({ id }) => id));
    await tx.audit(
      ...open
        .filter(({ targetId }) => reopenedIds.has(targetId))
        .map(({ id, targetId }) => ({
          organizationId: organization.id,
          actor: auditActor(actor),
          action: 'undo',
          target: { kind: 'invitation', id: targetId } as const,
          changed: { undoes: id, status: 'PENDING' },
          via: asked.via,
          requestId: asked.requestId,
        })),
    );
    await tx.enqueue(...invitationJobs(asked, reopened, 'reopened'));
    return done({
      act: 'withdraw',
      emails: emailsOf(invitations.filter(({ id }) => reopenedIds.has(id))),
      left: emailsOf(invitations.filter(({ id }) => !reopenedIds.has(id))),
    });
  });
