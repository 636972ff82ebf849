import type { Deps } from '../deps.ts';
import type { ActRefusal, UndoRefusal } from '../domain/act-refusal.ts';
import type { AccessRefusal, BindingProposal, FormRefusal } from '../domain/refusal.ts';
import { type Result, refused } from '../domain/result.ts';
import type { Asked } from './asked.ts';
import { type DeactivationUndone, undoDeactivation } from './undo-deactivation.ts';
import { type RoleChangeUndone, undoRoleChange } from './undo-role-change.ts';
import { undoWithdrawal, type WithdrawalUndone } from './undo-withdrawal.ts';

export type Undone = RoleChangeUndone | DeactivationUndone | WithdrawalUndone;

export type UndoResult = Result<Undone, UndoRefusal | ActRefusal | FormRefusal | AccessRefusal | BindingProposal>;

/**
 * For ten minutes, and only what nobody has touched since. Each act is taken back by its reverse, with the rights that the
 * reverse needs at this moment: whoever presses the button answers for it, whoever did the act.
 */
export const undo = async (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  auditEventId: string,
): Promise<UndoResult> => {
  const act = await deps.store.findAct(asked.context.organization.id, auditEventId);
  if (!act) return refused({ kind: 'undo_unknown' });
  switch (act.action) {
    case 'membership.change_role':
      return undoRoleChange(deps, asked, act);
    case 'membership.deactivate':
      return undoDeactivation(deps, asked, act);
    case 'invitation.withdraw':
      return undoWithdrawal(deps, asked, act);
  }
};
