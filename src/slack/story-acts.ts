import type { PersonAct } from './person-act.ts';

export const PERSON_STORY = 'person_story';

export const storyActs: readonly PersonAct[] = [
  { id: PERSON_STORY, label: 'Story', statuses: ['ACTIVE', 'DEACTIVATED', 'REMOVED'], place: 'more' },
];
