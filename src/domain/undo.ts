import type { UndoRefusal } from './act-refusal.ts';

/** Role changes, deactivations and withdrawals can be taken back for so long. */
export const undoMinutes = 10;

const isUndoable = (at: Date, now: Date): boolean => now.getTime() - at.getTime() < undoMinutes * 60_000;

export type IssuedChoice = 'take_over' | 'withdraw';

/** What became of what somebody had issued: the invitations with the links that they had then, and the invite links. */
export type SettledIssued = {
  readonly choice: IssuedChoice;
  readonly invitations: readonly { readonly id: string; readonly generation: number }[];
  readonly inviteLinkIds: readonly string[];
};

export const nothingIssued: SettledIssued = { choice: 'take_over', invitations: [], inviteLinkIds: [] };

/** An act as the audit trail holds it, with all that is needed to take it back. `version`: of the membership, right after it. */
export type PastAct = {
  readonly id: string;
  readonly actorId: string;
  readonly targetId: string;
  readonly at: Date;
  readonly requestId: string;
  readonly undoneAt: Date | null;
} & (
  | {
      readonly action: 'membership.change_role';
      readonly changed: {
        readonly roleId: { readonly from: string; readonly to: string };
        readonly version: number;
        readonly issued: SettledIssued;
      };
    }
  | {
      readonly action: 'membership.deactivate';
      readonly changed: {
        readonly version: number;
        readonly issued: SettledIssued;
        /** Invitations to their own address that were closed. */
        readonly ownInvitationIds: readonly string[];
      };
    }
  | { readonly action: 'invitation.withdraw'; readonly changed: Readonly<Record<string, unknown>> }
);

/** Why an act cannot be taken back, whatever it was. */
export const refuseUndo = (act: Pick<PastAct, 'at' | 'undoneAt'> | null, now: Date): UndoRefusal | undefined => {
  if (!act) return { kind: 'undo_unknown' };
  if (act.undoneAt) return { kind: 'undone_already', at: act.undoneAt };
  return isUndoable(act.at, now) ? undefined : { kind: 'undo_too_late', at: act.at };
};
