import { describe, expect, it } from 'vitest';
import { countLimit, listedCountLimit, type TeamDetails, type TeamSummary } from '../../../src/domain/team.ts';
import type { TeamList } from '../../../src/services/list-teams.ts';
import { parseTeam, readFilledTeam, readTeamMetadata } from '../../../src/slack/views/parse-team-modal.ts';
import { TEAM_FIELDS, type TeamForm, teamModal } from '../../../src/slack/views/team-modal.ts';
import {
  readMoveMetadata,
  readMoveTarget,
  type TeamMove,
  teamMoveModal,
} from '../../../src/slack/views/team-move-modal.ts';
import { decodeTeamPlace, firstTeams } from '../../../src/slack/views/team-place.ts';
import { teamsModal } from '../../../src/slack/views/teams-modal.ts';
import { validateModal } from '../../support/workspace/kit/validate-view.ts';
import { stateOf } from '../../support/workspace/values.ts';
import { hostileTexts, id, longest, words } from '../examples.ts';
import { expectModal, mrkdwnIn } from '../shown.ts';

const hostile = (n: number): string => `${hostileTexts[n % hostileTexts.length]}${longest(60)}`.slice(0, 60);

const aTeam = (n: number, rest: Partial<TeamDetails> = {}): TeamDetails => ({
  id: id(n),
  name: 'Sales',
  slackChannelId: null,
  isArchived: false,
  members: 0,
  others: 0,
  pending: 0,
  links: 0,
  defaultProductNames: [],
  defaultProductIds: [],
  tells: ['joins'],
  ...rest,
});

const aList = (rows: readonly TeamSummary[], rest: Partial<TeamList> = {}): TeamList => ({
  rows,
  hasNext: false,
  hasPrevious: false,
  totals: { active: rows.length, archived: 0, membersWithoutTeam: 0, pendingWithoutTeam: 0 },
  ...rest,
});

const products = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: id(100 + n), name: hostile(n), isDefault: false }));

const aForm = (rest: Partial<TeamForm> = {}): TeamForm => ({
  team: null,
  products: products(2),
  place: firstTeams,
  ...rest,
});

const textOf = (view: unknown): string =>
  mrkdwnIn(view)
    .map(({ text }) => text)
    .join('\n');

describe('teamsModal', () => {
  it('when 25 teams of the longest names are shown, of a hundred with all there is, is a modal that Slack takes', () => {
    const rows = Array.from({ length: 25 }, (_, n) =>
      aTeam(n, {
        name: hostile(n),
        slackChannelId: 'C0000000001',
        members: listedCountLimit + 1,
        others: 12,
        pending: 3,
        defaultProductNames: Array.from({ length: 100 }, (_unused, product) => hostile(product)),
      }),
    );
    const totals = {
      active: 100,
      archived: 100,
      membersWithoutTeam: countLimit + 1,
      pendingWithoutTeam: countLimit + 1,
    };
    const list = aList(rows, { hasNext: true, hasPrevious: true, totals });
    const place = { isArchived: false, position: { after: id(1) } };
    expectModal(teamsModal(list, place, words, [hostile(1).replaceAll('<', '&lt;')]), {
      mentions: ['<#C0000000001>', '#C0000000001'],
    });
    expectModal(teamsModal(list, { ...place, isArchived: true }, words), {
      mentions: ['<#C0000000001>', '#C0000000001'],
    });
  });

  it('when counts are one or none or past counting, words them as people do', () => {
    const text = textOf(
      teamsModal(
        aList(
          [aTeam(1), aTeam(2, { members: 1, others: 1, pending: 1 }), aTeam(3, { members: listedCountLimit + 1 })],
          {
            totals: {
              active: 3,
              archived: 0,
              membersWithoutTeam: listedCountLimit + 1,
              pendingWithoutTeam: countLimit + 1,
            },
          },
        ),
        firstTeams,
        words,
      ),
    );
    expect(text).toContain('nobody yet');
    expect(text).toContain('1 person · other team of 1 person · 1 pending invitation');
    expect(text).toContain('over 100 people');
    expect(text).toContain('Without a team: 101 people and over 1,000 pending invitations.');
  });

  it('when there is none, says what a team is and what the first one changes', () => {
    expect(textOf(teamsModal(aList([]), firstTeams, words))).toMatch(/no teams yet[\s\S]*people who are here already/);
    expect(textOf(teamsModal(aList([]), { ...firstTeams, isArchived: true }, words))).toContain('No team is archived');
  });

  it('remembers where it is; what it did not write is the first page', () => {
    const place = { isArchived: true, position: { before: id(3) } };
    expect(decodeTeamPlace(teamsModal(aList([]), place, words).private_metadata ?? '')).toEqual(place);
    expect(decodeTeamPlace('{"isArchived":true,"position":{"after":"x"}}')).toEqual(firstTeams);
    expect(decodeTeamPlace('')).toEqual(firstTeams);
  });
});

describe('teamMoveModal', () => {
  const totals = { active: 100, archived: 0, membersWithoutTeam: countLimit + 1, pendingWithoutTeam: 1 };
  const aMove = (rest: Partial<TeamMove> = {}): TeamMove => ({
    purpose: 'move',
    team: aTeam(1, { name: hostile(3), members: countLimit + 1, others: 2, pending: 1 }),
    totals,
    targets: Array.from({ length: 150 }, (_, n) => ({ id: id(n), name: hostile(n) })),
    place: { isArchived: false, position: { after: id(9) } },
    ...rest,
  });

  it.each(['move', 'archive', 'place'] as const)(
    'to %s with 150 teams to choose from, is a modal that Slack takes',
    (purpose) => {
      const move = aMove({ purpose, ...(purpose === 'place' && { team: null }) });
      expectModal(teamMoveModal(move, words, [hostile(1)]));
      expectModal(teamMoveModal({ ...move, targets: [] }, words));
      expect(textOf(teamMoveModal({ ...move, targets: [] }, words))).toContain('add one first');
    },
  );

  it('reads back what it was built from', () => {
    const view = teamMoveModal(aMove(), words);
    expect(readMoveMetadata(view.private_metadata ?? '')).toEqual({
      purpose: 'move',
      teamId: id(1),
      place: { isArchived: false, position: { after: id(9) } },
    });
    expect(readMoveTarget({})).toBeNull();
  });

  it('asks for no target where nobody has to move, and says who keeps what', () => {
    const guild = aTeam(1, { others: 2 });
    const text = textOf(teamMoveModal(aMove({ purpose: 'archive', team: guild }), words));
    expect(text).toContain('2 people who have it as another team. They keep their primary team.');
    expect(teamMoveModal(aMove({ purpose: 'archive', team: guild }), words).submit?.text).toBe('Archive');
  });
});

describe('teamModal', () => {
  const untouched = (form: TeamForm) => {
    const verdict = validateModal(teamModal(form));
    if (!verdict.ok) throw new Error(verdict.messages.join());
    return stateOf(verdict.view.blocks);
  };

  it.each([0, 2, 100])('when there are %i products, is a modal that Slack takes, at its longest', (count) => {
    const offered = products(count);
    const team = aTeam(1, {
      name: hostile(2),
      slackChannelId: 'C0000000001',
      defaultProductIds: offered.map((product) => product.id),
    });
    expectModal(teamModal(aForm({ team, products: offered }), undefined, [hostile(1)]));
    expectModal(teamModal(aForm({ products: offered })));
  });

  it('when nothing is touched, reads back what it was built from', () => {
    const offered = products(2);
    const tells = ['role_changes', 'leaves'] as const;
    const content = { name: 'Sales', slackChannelId: 'C0000000001', tells, productIds: [id(101)] };
    const team = aTeam(1, { ...content, defaultProductIds: content.productIds });
    const form = aForm({ team, products: offered });
    expect(parseTeam(readFilledTeam(untouched(form)))).toEqual({ ok: true, value: content });
    expect(readTeamMetadata(teamModal(form).private_metadata ?? '')).toMatchObject({
      team: { id: id(1) },
      place: firstTeams,
    });
    expect(readFilledTeam(untouched(aForm({ products: [] })))).toEqual({
      name: '',
      slackChannelId: null,
      tells: ['joins'],
      productIds: [],
    });
    const quiet = aForm({ team: aTeam(1, { tells: [] }) });
    expect(readFilledTeam(untouched(quiet)).tells).toEqual([]);
  });

  it.each([
    ['  ', 'Give it a name.'],
    ['x'.repeat(61), 'That is more than 60 characters. Shorten it.'],
    ['https://evil.example', 'A name can’t be a link. Leave the address out.'],
  ])('when the name is %j, says so under it', (name, error) => {
    const parsed = parseTeam({ name, slackChannelId: null, tells: [], productIds: [] });
    expect(parsed).toEqual({ ok: false, refusal: { [TEAM_FIELDS.name]: error } });
  });

  it('takes names as people write them, on one line', () => {
    const parsed = parseTeam({ name: ' Booking.com \n‮ R&D ', slackChannelId: null, tells: [], productIds: [] });
    expect(parsed.ok && parsed.value.name).toBe('Booking.com R&D');
  });
});
