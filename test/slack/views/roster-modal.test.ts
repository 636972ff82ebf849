import { describe, expect, it } from 'vitest';
import type { RosterRow } from '../../../src/domain/member.ts';
import type { Roster } from '../../../src/services/list-members.ts';
import { decodeMember } from '../../../src/slack/views/member-value.ts';
import {
  decodeRosterFilter,
  everybody,
  parseRosterFilter,
  teamOptions,
} from '../../../src/slack/views/roster-filter.ts';
import { decodeRosterCursor, rosterModal } from '../../../src/slack/views/roster-modal.ts';
import { validateOptions } from '../../support/workspace/kit/validate-options.ts';
import { at, hostileTexts, id, longest, words } from '../examples.ts';
import { expectModal, mrkdwnIn } from '../shown.ts';

const aRow = (n: number, rest: Partial<RosterRow> = {}): RosterRow => ({
  membershipId: id(n),
  email: `person${n}@example.com`,
  firstName: 'Grace',
  lastName: 'Hopper',
  roleName: 'Viewer',
  status: 'ACTIVE',
  joinedAt: new Date(at.getTime() + n),
  version: n,
  ...rest,
});

const roles = [
  { id: id(101), name: 'Viewer' },
  { id: id(102), name: 'Admin' },
];
const sales = { id: id(201), name: 'Sales', isArchived: false };

const aRoster = (rows: readonly RosterRow[], rest: Partial<Roster> = {}): Roster => ({
  rows,
  hasOlder: false,
  hasNewer: false,
  total: rows.length,
  choices: { roles, teams: [sales], hasMoreTeams: false, team: null },
  filter: everybody,
  ...rest,
});

const textOf = (view: unknown): string =>
  mrkdwnIn(view)
    .map(({ text }) => text)
    .join('\n');

type Button = { text: { text: string }; value: string; action_id: string };
const pageButtons = (view: ReturnType<typeof rosterModal>): Button[] =>
  view.blocks.flatMap((block) =>
    'elements' in block && block.type === 'actions' && block.block_id !== 'roster_filters'
      ? (block.elements as unknown as Button[])
      : [],
  );

describe('rosterModal', () => {
  it.each([false, true])(
    'with the longest of everything, and more teams than a menu holds: %s, is a modal that Slack takes',
    (hasMoreTeams) => {
      const rows = Array.from({ length: 25 }, (_, n) =>
        aRow(n, {
          firstName: hostileTexts[n % hostileTexts.length] ?? '',
          lastName: longest(80),
          email: longest(254),
          roleName: longest(75),
        }),
      );
      const named = (n: number) => ({ id: id(n), name: `${n} ${longest(100)}` });
      const teams = Array.from({ length: 100 }, (_, n) => ({ ...named(n), isArchived: n > 50 }));
      const choices = {
        roles: Array.from({ length: 100 }, (_, n) => named(n)),
        teams,
        hasMoreTeams,
        team: teams.at(-1) ?? null,
      };
      const filter = { query: '"'.repeat(100), roleId: id(99), teamId: id(99), status: 'DEACTIVATED' } as const;
      const roster = { hasOlder: true, hasNewer: true, total: 1001, choices, filter };
      expectModal(rosterModal(aRoster(rows, roster), true, words));
      expectModal(rosterModal(aRoster([], roster), false, words));
    },
  );

  it('when it is shown, gives name, address, role and the day of joining, and to admins a way to manage each', () => {
    const view = rosterModal(aRoster([aRow(1)]), true, words);
    expect(textOf(view)).toMatch(
      /1 person, newest first\.\n\*Grace Hopper\* \(person1@example\.com\)\nViewer · joined <!date\^/,
    );
    const [row] = view.blocks.flatMap((block) => ('accessory' in block ? [block.accessory as Button] : []));
    expect(row).toMatchObject({ text: { text: 'Manage' }, accessibility_label: 'Manage: Grace Hopper' });
    expect(decodeMember(row?.value ?? '')).toEqual({ membershipId: id(1), version: 1, more: '' });
  });

  it('to whoever is not an admin, offers no status, no act and no desk', () => {
    const view = JSON.stringify(rosterModal(aRoster([aRow(1)]), false, words));
    expect(view).not.toMatch(/roster_status|Manage|open_desk/);
    expect(view).toContain('"Open"');
  });

  it('counts people where that is cheap, and says so where it is not', () => {
    const choices = { roles, teams: [sales], hasMoreTeams: false, team: sales };
    const filter = { ...everybody, query: 'smi', roleId: id(102), teamId: id(201) };
    const told = (rest: Partial<Roster>) => textOf(rosterModal(aRoster([aRow(1)], rest), true, words));
    expect(told({ choices, filter })).toContain(
      'Only people matching “smi”, with the role Admin and in Sales: 1 person, newest first.',
    );
    expect(told({ total: 1001 })).toContain('More than 1,000 people, newest first.');
    expect(told({ total: 101, filter: { ...everybody, query: 'smi' } })).toContain(
      'Only people matching “smi”: more than 100 people, newest first.',
    );
    expect(told({ total: null })).toContain('All people, newest first.');
  });

  it('when nobody is there, says so, and how to see everybody where a filter is the reason', () => {
    expect(textOf(rosterModal(aRoster([]), true, words))).toContain('Nobody is here yet');
    const filter = { ...everybody, query: 'smi' };
    expect(textOf(rosterModal(aRoster([], { filter }), true, words))).toContain(
      'Nobody is found matching “smi”. `/members list` shows everybody.',
    );
  });

  it.each([
    ['admins', '`/members list role:Admin` shows those.'],
    ['Team Lead', '`/members list role:"Team Lead"` shows those.'],
    ['deactivated', '`/members list status:deactivated` shows those.'],
    ['constructor', '`/members list` shows everybody.'],
  ])('when nobody is called %s, says what would be shown', (query, told) => {
    const lead = { id: id(103), name: 'Team Lead' };
    const choices = { roles: [...roles, lead], teams: [sales], hasMoreTeams: false, team: null };
    expect(textOf(rosterModal(aRoster([], { choices, filter: { ...everybody, query } }), true, words))).toContain(
      `Nobody is found matching “${query}”. ${told}`,
    );
  });

  it('when there are pages beside it, its buttons lead to their ends', () => {
    const view = rosterModal(aRoster([aRow(2), aRow(1)], { hasOlder: true, hasNewer: true }), true, words);
    const [newer, older, desk] = pageButtons(view);
    expect(newer && decodeRosterCursor(newer.value)).toEqual({ joinedAt: aRow(2).joinedAt, id: id(2) });
    expect(older && decodeRosterCursor(older.value)).toEqual({ joinedAt: aRow(1).joinedAt, id: id(1) });
    expect(desk?.action_id).toBe('open_desk');
  });

  it('carries its filter', () => {
    const filter = { query: 'smi', roleId: null, teamId: id(201), status: 'REMOVED' as const };
    const view = rosterModal(aRoster([], { filter }), true, words);
    expect(decodeRosterFilter(view.private_metadata ?? '')).toEqual(filter);
  });
});

describe('parseRosterFilter', () => {
  const before = { query: 'smi', roleId: id(101), teamId: id(201), status: 'DEACTIVATED' as const };
  const menus = (role: string, team: string, status: string) => ({
    roster_filters: {
      roster_role: { selected_option: { value: role } },
      roster_team: { selected_option: { value: team } },
      roster_status: { selected_option: { value: status } },
    },
  });

  it('takes what the fields hold, typed and not sent yet too', () => {
    const values = { roster_search: { roster_search: { value: '  ada  ' } }, ...menus(id(102), id(202), 'REMOVED') };
    expect(parseRosterFilter(values, before)).toEqual({
      query: 'ada',
      roleId: id(102),
      teamId: id(202),
      status: 'REMOVED',
    });
  });

  it('takes an emptied search and “any” as no filter, and keeps what there is no field for', () => {
    const values = { roster_search: { roster_search: { value: null } }, ...menus('any', 'any', 'nonsense') };
    expect(parseRosterFilter(values, before)).toEqual({ ...before, query: null, roleId: null, teamId: null });
    expect(parseRosterFilter({}, before)).toEqual(before);
  });

  it('cuts a search that would not fit its way', () => {
    const values = { roster_search: { roster_search: { value: 'x'.repeat(3000) } } };
    expect(parseRosterFilter(values, before).query).toHaveLength(100);
  });
});

describe('teamOptions', () => {
  it('with the longest names are options that Slack takes', () => {
    const teams = Array.from({ length: 99 }, (_, n) => ({ id: id(n), name: longest(200), isArchived: n % 2 === 0 }));
    expect(validateOptions({ options: teamOptions(teams) })).toMatchObject({ ok: true });
  });
});
