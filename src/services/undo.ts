import type { Deps } from '../deps.ts';
import { refused } from '../domain/result.ts';
import type { Asked } from './asked.ts';
import { type DeactivationUndone, undoDeactivation } from './undo-deactivation.ts';
import type { UndoOutcome } from './undo-outcome.ts';
import { type RoleChangeUndone, undoRoleChange } from './undo-role-change.ts';
import { undoWithdrawal, type WithdrawalUndone } from './undo-withdrawal.ts';

export type Undone = RoleChangeUndone | DeactivationUndone | WithdrawalUndone;

/**
 * For ten minutes, and only what nobody has touched since. Each act is taken back by its reverse, with the rights that the
 * reverse needs at this moment: whoever presses the button answers for it, whoever did the act.
 */
export const undo = async (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  auditEventId: string,
): Promise<UndoOutcome<Undone>> => {
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
