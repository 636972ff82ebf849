import type { TeamNews } from '../domain/announcement.ts';
import type { NamePosition, TeamContent, TeamDetails, TeamNewsKind, TeamSummary, TeamTotals } from '../domain/team.ts';
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
  /** Null for one that is archived. */
  readonly findTeamChannel: (
    organizationId: string,
    teamId: string,
  ) => Promise<{
    readonly name: string;
    readonly slackChannelId: string | null;
    readonly tells: readonly TeamNewsKind[];
  } | null>;
  /** Of people whose primary team it is. A role that was changed and changed back is no news. */
  readonly findRoleChanges: (
    organizationId: string,
    teamId: string,
    since: Date,
    until: Date,
  ) => Promise<TeamNews['roleChanges']>;
  readonly findLeavers: (
    organizationId: string,
    teamId: string,
    since: Date,
    until: Date,
  ) => Promise<TeamNews['leavers']>;
  /** All of them, archived ones too. */
  readonly findTeamNames: (organizationId: string) => Promise<readonly TeamName[]>;
};

export type TeamWrites = TeamMoveWrites & {
  /** One at a time names or renames teams and products, so that two can't take the same name. */
  readonly holdNames: (organizationId: string) => Promise<void>;
  /** The team, held until this transaction ends: nobody can be invited or moved into it meanwhile. */
  readonly holdTeam: (organizationId: string, teamId: string) => Promise<TeamDetails | null>;
  readonly createTeam: (organizationId: string, teamId: string, content: TeamContent) => Promise<void>;
  readonly changeTeam: (organizationId: string, teamId: string, content: TeamContent) => Promise<void>;
  readonly setTeamArchived: (organizationId: string, teamId: string, isArchived: boolean) => Promise<void>;
};

/** Somebody, or an invitation, that a move of a whole team is about. */
export type TeamPlaceHolder = {
  readonly id: string;
  readonly roleRank: number;
  readonly primaryTeamId: string | null;
  /** They are in the team as their primary one; otherwise as another one. */
  readonly isPrimary: boolean;
  /** They have the team to which they move among their other teams already. */
  readonly hasTarget: boolean;
};

/** From a team, or from having none; `toId` is null where nobody moves yet. */
export type TeamWay = { readonly fromId: string | null; readonly toId: string | null };

/** `memberships` of active people, or pending `invitations`: they are in teams in the same way. */
export type TeamHolderKind = 'memberships' | 'invitations';

type TeamMoveWrites = {
  /** Those in the team, held in the order of their ids; of memberships also the one that acts, which is not returned. */
  readonly holdInTeam: (
    kind: TeamHolderKind,
    organizationId: string,
    way: TeamWay,
    actorId: string | null,
  ) => Promise<readonly TeamPlaceHolder[]>;
  /** In one statement; a membership's version is raised. */
  readonly moveHolders: (
    kind: TeamHolderKind,
    organizationId: string,
    way: { readonly fromId: string | null; readonly toId: string },
    holders: readonly TeamPlaceHolder[],
  ) => Promise<void>;
};
