import type { PersonAct } from './person-act.ts';

export const PERSON_INVITE_AGAIN = 'person_invite_again';

export const deskActs: readonly PersonAct[] = [
  {
    id: PERSON_INVITE_AGAIN,
    label: 'Invite again',
    statuses: ['REMOVED'],
    place: 'main',
    // Somebody who is invited already is looked after in the pending list.
    isShown: ({ waiting }) => waiting === null,
  },
];
