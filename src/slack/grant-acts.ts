import type { PersonAct } from './person-act.ts';

/** Opens what one person can do. */
export const OPEN_GRANTS = 'open_grants';

export const grantActs: readonly PersonAct[] = [
  {
    id: OPEN_GRANTS,
    label: 'Permissions',
    statuses: ['ACTIVE'],
    place: 'more',
    isShown: ({ membershipId }, actor) => membershipId !== actor.membershipId,
  },
];
