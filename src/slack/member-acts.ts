import type { PersonAct } from './person-act.ts';

export const PERSON_CHANGE_ROLE = 'person_change_role';
export const PERSON_DEACTIVATE = 'person_deactivate';
export const PERSON_REACTIVATE = 'person_reactivate';
export const PERSON_REMOVE = 'person_remove';

// Rule 2: on one's own card these would only be refused.
const isSomebodyElse: PersonAct['isShown'] = (card, actor) => card.membershipId !== actor.membershipId;

/** Role, leaving and coming back. */
export const memberActs: readonly PersonAct[] = [
  {
    id: PERSON_CHANGE_ROLE,
    label: 'Change role',
    statuses: ['ACTIVE'],
    place: 'main',
    isShown: isSomebodyElse,
  },
  {
    id: PERSON_REACTIVATE,
    label: 'Reactivate',
    statuses: ['DEACTIVATED'],
    place: 'main',
    // Somebody who is invited already is looked after in the pending list.
    isShown: (card, actor) => card.waiting === null && card.membershipId !== actor.membershipId,
  },
  { id: PERSON_DEACTIVATE, label: 'Deactivate', statuses: ['ACTIVE'], place: 'danger', isShown: isSomebodyElse },
  {
    id: PERSON_REMOVE,
    label: 'Remove',
    statuses: ['ACTIVE', 'DEACTIVATED'],
    place: 'danger',
    isShown: isSomebodyElse,
  },
];
