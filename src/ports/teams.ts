import type { NamePosition, TeamContent, TeamDetails, TeamSummary, TeamTotals } from '../domain/team.ts';
import type { Page } from './records.ts';

export type TeamName = {
  readonly id: string;
  readonly name: string;
  readonly slackChannelId: string | null;
  readonly isArchived: boolean;
};

export type TeamReads = {
  /** By name. */
  readonly findTeamPage: (
    organizationId: string,
    isArchived: boolean,
    position: NamePosition,
    limit: number,
  ) => Promise<Page<TeamSummary>>;
  readonly countTeams: (organizationId: string) => Promise<TeamTotals>;
  readonly findTeam: (organizationId: string, teamId: string) => Promise<TeamDetails | null>;
  /** All of them, archived ones too. */
  readonly findTeamNames: (organizationId: string) => Promise<readonly TeamName[]>;
};

export type TeamWrites = {
  /** One at a time names or renames teams and products, so that two can't take the same name. */
  readonly holdNames: (organizationId: string) => Promise<void>;
  /** The team, held until this transaction ends: nobody can be invited or moved into it meanwhile. */
  readonly holdTeam: (organizationId: string, teamId: string) => Promise<TeamDetails | null>;
  readonly createTeam: (organizationId: string, teamId: string, content: TeamContent) => Promise<void>;
  readonly changeTeam: (organizationId: string, teamId: string, content: TeamContent) => Promise<void>;
  readonly setTeamArchived: (organizationId: string, teamId: string, isArchived: boolean) => Promise<void>;
};
