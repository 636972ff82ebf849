import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { TeamDetails, TeamTotals } from '../../domain/team.ts';
import { countText } from '../count-text.ts';
import { escapeText } from '../mrkdwn.ts';
import { listOf } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { input, plain, section } from './blocks.ts';
import { messageModal } from './message-modal.ts';
import { chunkOptions, option } from './options.ts';
import { type TeamPlace, teamPlaceSchema } from './team-place.ts';

export const TEAM_MOVE_MODAL = 'team_move_modal';
export const TEAM_MOVE_TO = 'team_move_to';

export type TeamMove = {
  /** `place`: people who have no team get one. */
  readonly purpose: 'move' | 'archive' | 'place';
  readonly team: TeamDetails | null;
  readonly totals: TeamTotals;
  /** Where they can go. */
  readonly targets: readonly { readonly id: string; readonly name: string }[];
  readonly place: TeamPlace;
};

const titles = { move: 'Move everybody', archive: 'Archive a team', place: 'Give them a team' } as const;

/** Where everybody of a team goes, or those without one; and whether the team is put away then. */
export const teamMoveModal = (move: TeamMove, { pen }: Wording, problems: readonly string[] = []): ModalView => {
  const { purpose, team, targets, place } = move;
  const waiting = waitingOf(move);
  const name = team ? pen.strong(team.name) : '';
  const problemBlocks = problems.length > 0 ? [section(problems.map((problem) => `⚠ ${escapeText(problem)}`))] : [];
  const title = titles[purpose];
  if (purpose !== 'archive' && waiting.length === 0) {
    return messageModal(title, [...problemBlocks, section(`There is nobody to move${team ? ` in ${name}` : ''}.`)]);
  }
  const mustMove = purpose !== 'archive' || isNeeded(team);
  if (mustMove && targets.length === 0) {
    const text = `${sentenceOf(move, name, waiting)} There is no other team that they could move to: add one first.`;
    return messageModal(title, [...problemBlocks, section(text)]);
  }
  return {
    type: 'modal',
    callback_id: TEAM_MOVE_MODAL,
    private_metadata: JSON.stringify({ purpose, teamId: team?.id ?? null, place }),
    title: plain(title, 24),
    submit: plain(purpose === 'archive' ? (mustMove ? 'Move and archive' : 'Archive') : 'Move', 24),
    close: plain('Cancel', 24),
    blocks: [
      ...problemBlocks,
      section([sentenceOf(move, name, waiting), ...(purpose === 'archive' ? [afterwards(team)] : [])]),
      ...(mustMove ? targetField(move) : []),
    ],
  };
};

const isNeeded = (team: TeamDetails | null): boolean => team !== null && team.members + team.pending + team.links > 0;

/** Who moves, in words. */
const waitingOf = ({ purpose, team, totals }: TeamMove): string[] => {
  const [members, pending] =
    purpose === 'place'
      ? [totals.membersWithoutTeam, totals.pendingWithoutTeam]
      : [team?.members ?? 0, team?.pending ?? 0];
  const [others, links] = [team?.others ?? 0, team?.links ?? 0];
  return [
    ...(members > 0 ? [countText(members, 'person', 'people')] : []),
    ...(others > 0 ? [`${countText(others, 'person who has', 'people who have')} it as another team`] : []),
    ...(pending > 0 ? [countText(pending, 'pending invitation', 'pending invitations')] : []),
    ...(links > 0 ? [countText(links, 'invite link', 'invite links')] : []),
  ];
};

const sentenceOf = ({ purpose, team }: TeamMove, name: string, waiting: readonly string[]): string => {
  if (purpose === 'place') return `${listOf(waiting)} without a team. Roles and products stay as they are.`;
  if (waiting.length === 0) return `Nobody is in ${name}.`;
  if (purpose === 'archive' && !isNeeded(team)) return `In ${name}: ${listOf(waiting)}. They keep their primary team.`;
  return `In ${name}: ${listOf(waiting)}. They move at once; roles and products stay as they are.`;
};

const afterwards = (team: TeamDetails | null): string =>
  isNeeded(team)
    ? 'Nobody is invited into an archived team, and its joins are not posted. It can be brought back, empty.'
    : 'Nobody is invited into an archived team, and its joins are not posted. It can be brought back as it is.';

const targetField = ({ targets }: TeamMove): KnownBlock[] => [
  input({
    id: TEAM_MOVE_TO,
    label: 'Everybody moves to',
    element: { type: 'static_select', ...chunkOptions(targets.map(({ id, name }) => option(name, id))) },
  }),
];

const metadataSchema = z.object({
  purpose: z.enum(['move', 'archive', 'place']),
  teamId: z.uuid().nullable(),
  place: teamPlaceSchema,
});

export const readMoveMetadata = (metadata: string) => metadataSchema.parse(JSON.parse(metadata));

const valuesSchema = z.object({
  [TEAM_MOVE_TO]: z
    .object({ [TEAM_MOVE_TO]: z.object({ selected_option: z.object({ value: z.string() }).nullish() }) })
    .optional(),
});

/** The team that was chosen; null where there was nothing to choose. */
export const readMoveTarget = (values: unknown): string | null =>
  valuesSchema.parse(values).team_move_to?.team_move_to.selected_option?.value ?? null;
