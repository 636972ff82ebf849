import type { ActRefusal, MemberAct, UndoRefusal } from '../domain/act-refusal.ts';
import { freeActs, pauseMinutes } from '../domain/pause.ts';
import { undoMinutes } from '../domain/undo.ts';
import type { Wording } from './wording.ts';

/** Goes after “You can't”. */
const onOneself: Readonly<Record<MemberAct, string>> = {
  change_role: 'change your own role',
  deactivate: 'deactivate yourself',
  reactivate: 'reactivate yourself',
  remove: 'remove yourself',
  change_teams: 'change your own teams',
  change_products: 'change your own products',
  grant: 'change your own permissions',
};

export const wordAct = (refusal: ActRefusal, { pen, organization }: Wording): string => {
  switch (refusal.kind) {
    case 'member_unknown':
      return 'There is no such member any more. Nothing was done.';
    case 'own_membership':
      return `You can't ${onOneself[refusal.act]}. Ask another admin of ${pen.say(organization)}.`;
    case 'member_above_own':
      return `The role ${pen.say(refusal.role)} is above your own, so nothing was done. Ask somebody with that role.`;
    case 'member_active':
      return 'This person is an active member. Nothing to bring back.';
    case 'member_deactivated':
      return `This membership was deactivated ${pen.at(refusal.at)}. Reactivate it first.`;
    case 'member_removed':
      return `This person was removed ${pen.at(refusal.at)}. A new invitation brings them back.`;
    case 'last_admin':
      return `${pen.say(organization)} would be left without an active admin, so nothing was done. Make somebody else an admin first.`;
    case 'changed_since_shown':
      return 'This changed since the window was opened. Nothing was done; what is true now stands below.';
    case 'number_needed':
      return `This would be number ${refusal.number} of your deactivations, removals and demotions in ${pauseMinutes} minutes; ${freeActs} go through at once. Type ${refusal.number} to go on.`;
  }
};

export const wordUndo = (refusal: UndoRefusal, { pen }: Wording): string => {
  switch (refusal.kind) {
    case 'undo_unknown':
      return 'There is nothing to undo here.';
    case 'undo_too_late':
      return `This was done ${pen.at(refusal.at)}, and can be undone for ${undoMinutes} minutes. Nothing was changed; the ways back are on the person's card.`;
    case 'undone_already':
      return `This was undone ${pen.at(refusal.at)}. Nothing more is needed.`;
    case 'undo_overtaken':
      return 'Something else was changed since, so this is not undone. Look at what is true now, and change what you need.';
    case 'invited_again':
      return 'This address was invited again, joined or asked not to be written to since, so the old link stays dead.';
  }
};
