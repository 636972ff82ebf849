import type { KnownBlock, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import type { RosterFilter } from '../../domain/member.ts';
import type { NamedTeam, RosterChoices } from '../../ports/desk.ts';
import { cut } from '../mrkdwn.ts';
import { actions, input, plain } from './blocks.ts';
import { chunkOptions, option } from './options.ts';

export const ROSTER_SEARCH = 'roster_search';
export const ROSTER_ROLE = 'roster_role';
export const ROSTER_TEAM = 'roster_team';
export const ROSTER_STATUS = 'roster_status';

/** Characters of a search: it travels in the modal's metadata. */
export const maxSearch = 100;

// An option needs a value, and an empty one is none.
const ANY = 'any';

export const rosterStatuses: Readonly<Record<RosterFilter['status'], string>> = {
  ACTIVE: 'active',
  DEACTIVATED: 'deactivated',
  REMOVED: 'removed',
};

const anyRole = option('Any role', ANY);
const anyTeam = option('Any team', ANY);
const statusOptions = [
  option('Active', 'ACTIVE'),
  option('Deactivated', 'DEACTIVATED'),
  option('Removed', 'REMOVED'),
] as const;

/** What may be typed and chosen above the roster. Only admins choose a status. */
export const filterBlocks = (filter: RosterFilter, choices: RosterChoices, isAdmin: boolean): KnownBlock[] => [
  searchField(ROSTER_SEARCH, filter.query),
  {
    ...actions(
      menu(
        ROSTER_ROLE,
        'Role',
        [anyRole, ...choices.roles.map(({ id, name }) => option(name, id))],
        filter.roleId ?? ANY,
      ),
      teamMenu(choices),
      ...(isAdmin ? [menu(ROSTER_STATUS, 'Status', statusOptions, filter.status)] : []),
    ),
    block_id: 'roster_filters',
  },
];

/** Sent by Enter. On the desk it leads to the people found. */
export const searchField = (id: string, query: string | null): KnownBlock => ({
  ...input({
    id,
    label: 'Search',
    optional: true,
    element: {
      type: 'plain_text_input',
      max_length: maxSearch,
      placeholder: plain('A piece of a name or address, then Enter', 150),
      dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
      ...(query && { initial_value: query }),
    },
  }),
  dispatch_action: true,
});

const menu = (id: string, label: string, options: readonly PlainTextOption[], chosen: string) => {
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'static_select' as const,
    action_id: id,
    placeholder: plain(label, 150),
    ...chunkOptions(options),
    ...(initial && { initial_option: initial }),
  };
};

const teamOption = ({ id, name, isArchived }: NamedTeam): PlainTextOption =>
  option(isArchived ? `${cut(name, 60)} (archived)` : name, id);

const teamMenu = ({ teams, hasMoreTeams, team }: RosterChoices) => {
  if (!hasMoreTeams) return menu(ROSTER_TEAM, 'Team', [anyTeam, ...teams.map(teamOption)], team?.id ?? ANY);
  return {
    type: 'external_select' as const,
    action_id: ROSTER_TEAM,
    placeholder: plain('Team', 150),
    min_query_length: 0,
    initial_option: team ? teamOption(team) : anyTeam,
  };
};

/** What the team menu offers while somebody types into it. */
export const teamOptions = (teams: readonly NamedTeam[]): PlainTextOption[] => [anyTeam, ...teams.map(teamOption)];

/** What was typed to search for; null for nothing. */
export const readSearch = (typed: string | null | undefined): string | null =>
  (typed ?? '').trim().slice(0, maxSearch) || null;

const chosen = z.object({ selected_option: z.object({ value: z.string() }).nullish() }).optional();
const fields = z.object({
  [ROSTER_SEARCH]: z.object({ [ROSTER_SEARCH]: z.object({ value: z.string().nullish() }).optional() }).optional(),
  roster_filters: z.object({ [ROSTER_ROLE]: chosen, [ROSTER_TEAM]: chosen, [ROSTER_STATUS]: chosen }).optional(),
});

/** The filter as the fields of a roster hold it now; `before` where a field is not there. */
export const parseRosterFilter = (values: unknown, before: RosterFilter): RosterFilter => {
  const { [ROSTER_SEARCH]: search, roster_filters: menus } = fields.parse(values);
  const typed = search?.[ROSTER_SEARCH];
  const idOf = (id: typeof ROSTER_ROLE | typeof ROSTER_TEAM, otherwise: string | null): string | null => {
    const value = menus?.[id]?.selected_option?.value;
    if (value === ANY) return null;
    return value ?? otherwise;
  };
  const status = statusOptions.find(({ value }) => value === menus?.[ROSTER_STATUS]?.selected_option?.value);
  return {
    query: typed ? readSearch(typed.value) : before.query,
    roleId: idOf(ROSTER_ROLE, before.roleId),
    teamId: idOf(ROSTER_TEAM, before.teamId),
    status: statusSchema.parse(status?.value ?? before.status),
  };
};

const statusSchema = z.enum(['ACTIVE', 'DEACTIVATED', 'REMOVED']);

const filterSchema = z.object({
  query: z.string().nullable(),
  roleId: z.string().nullable(),
  teamId: z.string().nullable(),
  status: statusSchema,
});

export const everybody: RosterFilter = { query: null, roleId: null, teamId: null, status: 'ACTIVE' };

/** The filter that a roster modal carries. */
export const decodeRosterFilter = (metadata: string): RosterFilter => filterSchema.parse(JSON.parse(metadata));
