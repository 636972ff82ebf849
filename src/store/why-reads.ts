import type { StoryReads } from '../ports/story.ts';
import type { WhyReads } from '../ports/why.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import { findNearPeople } from './near-people.ts';
import { findPeopleNamed } from './people-named.ts';
import { findRefusedAttempts, findStoryPage, findStoryPerson } from './story.ts';
import { findThings } from './things.ts';
import { findWhyPeople } from './why-people.ts';

export const whyReadsOn = (db: Db): WhyReads & StoryReads => {
  const on = bind(db);
  return {
    findWhyPeople: on(findWhyPeople),
    findNearPeople: on(findNearPeople),
    findThings: on(findThings),
    findPeopleNamed: on(findPeopleNamed),
    findStoryPerson: on(findStoryPerson),
    findStoryPage: on(findStoryPage),
    findRefusedAttempts: on(findRefusedAttempts),
  };
};
