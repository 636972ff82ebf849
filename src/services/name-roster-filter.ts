import type { Deps } from '../deps.ts';
import { findNamed, namedLike } from '../domain/find-named.ts';
import type { RosterFilter } from '../domain/member.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { NamedTeam } from '../ports/desk.ts';
import type { ActorContext } from '../ports/records.ts';

type Typed = { readonly role?: string; readonly team?: string };

/** Nothing is called what was typed; `names`: what there is. */
export type UnknownName = { readonly what: 'role' | 'team'; readonly typed: string; readonly names: readonly string[] };

/** The role and team that somebody typed. The caller has asked `authorize` for `list`. */
export const nameRosterFilter = async (
  { store }: Pick<Deps, 'store'>,
  { organization }: ActorContext,
  { role, team }: Typed,
): Promise<Result<Pick<RosterFilter, 'roleId' | 'teamId'>, UnknownName>> => {
  const [roles, teams] = await Promise.all([
    role ? store.findRosterChoices(organization.id, null, 0).then((choices) => choices.roles) : [],
    team ? store.findTeamNames(organization.id) : [],
  ]);
  const foundRole = role ? findNamed(roles, role) : null;
  const foundTeam = team ? findNamed(teams, team) : null;
  const namesOf = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name);
  if (role && !foundRole) return refused({ what: 'role', typed: role, names: namesOf(roles) });
  if (team && !foundTeam) return refused({ what: 'team', typed: team, names: namesOf(teams) });
  return done({ roleId: foundRole?.id ?? null, teamId: foundTeam?.id ?? null });
};

/** Teams for a menu, as somebody types: archived ones last. The caller has asked `authorize` for `list`. */
export const findTeamsLike = async (
  { store }: Pick<Deps, 'store'>,
  { organization }: ActorContext,
  typed: string,
): Promise<readonly NamedTeam[]> => {
  const teams = namedLike(await store.findTeamNames(organization.id), typed);
  return [...teams.filter(({ isArchived }) => !isArchived), ...teams.filter(({ isArchived }) => isArchived)];
};
