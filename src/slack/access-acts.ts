import type { PersonAct } from './person-act.ts';

export const PERSON_TEAMS = 'person_teams';
export const PERSON_PRODUCTS = 'person_products';

/** What an active member has: teams and products. */
export const accessActs: readonly PersonAct[] = [
  { id: PERSON_TEAMS, label: 'Teams', statuses: ['ACTIVE'], place: 'main' },
  { id: PERSON_PRODUCTS, label: 'Products', statuses: ['ACTIVE'], place: 'main' },
];
