import type { TeamReads, TeamWrites } from '../ports/teams.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import { holdInTeam, moveHolders } from './team-moves.ts';
import { findLeavers, findRoleChanges, findTeamChannel } from './team-news.ts';
import { changeTeam, createTeam, holdNames, setTeamArchived } from './team-writes.ts';
import { countTeams, findTeam, findTeamNames, findTeamPage, holdTeam } from './teams.ts';

export const teamReadsOn = (db: Db): TeamReads => {
  const on = bind(db);
  return {
    findTeamPage: on(findTeamPage),
    countTeams: on(countTeams),
    findTeam: on(findTeam),
    findTeamNames: on(findTeamNames),
    findTeamChannel: on(findTeamChannel),
    findRoleChanges: on(findRoleChanges),
    findLeavers: on(findLeavers),
  };
};

export const teamWritesOn = (db: Db): TeamWrites => {
  const on = bind(db);
  return {
    holdNames: on(holdNames),
    holdTeam: on(holdTeam),
    createTeam: on(createTeam),
    changeTeam: on(changeTeam),
    setTeamArchived: on(setTeamArchived),
    holdInTeam: on(holdInTeam),
    moveHolders: on(moveHolders),
  };
};
