import type { RosterFilter, RosterRow } from '../domain/member.ts';
import type { Needs, NeedsList, WeekCount } from '../domain/overview.ts';
import type { MeantInvitation, MemberKey, PersonCard, PersonKey } from '../domain/person-card.ts';

type Named = { readonly id: string; readonly name: string };

export type NamedTeam = Named & { readonly isArchived: boolean };

/** What the roster can be filtered by. `team`: the one that is chosen, whether it is among `teams` or not. */
export type RosterChoices = {
  readonly roles: readonly Named[];
  readonly teams: readonly NamedTeam[];
  readonly hasMoreTeams: boolean;
  readonly team: NamedTeam | null;
};

/** What the desk, the person card, and commands that name people read. */
export type DeskReads = {
  /** Null for anybody of another organization. */
  readonly findPersonCard: (organizationId: string, membershipId: string) => Promise<PersonCard | null>;
  /** Active ones first, then newest first. */
  readonly findMembersMeant: (
    organizationId: string,
    key: MemberKey,
    scope: { readonly onlyActive: boolean },
    limit: number,
  ) => Promise<readonly RosterRow[]>;
  readonly findInvitedMeant: (
    organizationId: string,
    key: PersonKey,
    limit: number,
  ) => Promise<readonly MeantInvitation[]>;
  /** At most `limit`. */
  readonly countRoster: (organizationId: string, filter: RosterFilter, limit: number) => Promise<number>;
  /** `actorId`: the membership that reads. */
  readonly countNeeds: (organizationId: string, actorId: string) => Promise<Needs>;
  readonly findNeeds: (organizationId: string, actorId: string, limit: number) => Promise<NeedsList>;
  readonly findWeeks: (organizationId: string, weeks: number, limit: number) => Promise<readonly WeekCount[]>;
  readonly findRosterChoices: (
    organizationId: string,
    teamId: string | null,
    maxTeams: number,
  ) => Promise<RosterChoices>;
};
