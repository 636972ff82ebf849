import type { DeskReads } from '../ports/desk.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import { findInvitedMeant, findMembersMeant } from './members-meant.ts';
import { countNeeds, findNeeds } from './needs.ts';
import { findPersonCard } from './person-card.ts';
import { countRoster } from './roster.ts';
import { findRosterChoices } from './roster-choices.ts';
import { findWeeks } from './weeks.ts';

export const deskReadsOn = (db: Db): DeskReads => {
  const on = bind(db);
  return {
    findPersonCard: on(findPersonCard),
    findMembersMeant: on(findMembersMeant),
    findInvitedMeant: on(findInvitedMeant),
    countRoster: on(countRoster),
    findRosterChoices: on(findRosterChoices),
    countNeeds: on(countNeeds),
    findNeeds: on(findNeeds),
    findWeeks: on(findWeeks),
  };
};
