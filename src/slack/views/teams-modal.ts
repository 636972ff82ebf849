import type { KnownBlock, ModalView } from '@slack/types';
import { listedCountLimit, type TeamSummary, type TeamTotals } from '../../domain/team.ts';
import type { TeamList } from '../../services/list-teams.ts';
import { countText } from '../count-text.ts';
import { firstOf, listOf } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { actions, button, section } from './blocks.ts';
import { messageModal } from './message-modal.ts';
import { encodeTeamPlace, type TeamPlace } from './team-place.ts';

const TEAMS_MODAL = 'teams_modal';
export const TEAM_ADD = 'team_add';
export const TEAM_MANAGE = 'team_manage';
export const TEAM_RESTORE = 'team_restore';
export const TEAMS_PLACE = 'teams_place';
export const TEAMS_NEXT = 'teams_next';
export const TEAMS_PREVIOUS = 'teams_previous';
export const TEAMS_ARCHIVED = 'teams_archived';
export const TEAMS_ACTIVE = 'teams_active';

// Names of a row's default products; the form has them all.
const maxNames = 5;

/** The teams by name, or the archived ones. `notice`: what was just done, above them. */
export const teamsModal = (
  list: TeamList,
  place: TeamPlace,
  wording: Wording,
  notice: readonly string[] = [],
): ModalView => ({
  ...messageModal(place.isArchived ? 'Archived teams' : 'Teams', [
    ...(notice.length > 0 ? [section(notice)] : []),
    ...topBlocks(list, place),
    ...(list.rows.length > 0 ? list.rows.map((row) => rowBlock(row, wording)) : [section(emptyText(place))]),
    ...pageButtons(list),
  ]),
  callback_id: TEAMS_MODAL,
  private_metadata: encodeTeamPlace(place),
});

const topBlocks = ({ totals }: TeamList, { isArchived }: TeamPlace): KnownBlock[] => {
  if (isArchived) return [actions(button({ id: TEAMS_ACTIVE, text: 'Teams in use' }))];
  const buttons = [
    button({ id: TEAM_ADD, text: 'Add a team', style: 'primary' }),
    ...(totals.archived > 0 ? [button({ id: TEAMS_ARCHIVED, text: `Archived (${totals.archived})` })] : []),
  ];
  return [actions(...buttons), ...withoutTeam(totals)];
};

/** Whoever was here before the first team, or comes back to one that was archived. */
const withoutTeam = ({ active, membersWithoutTeam, pendingWithoutTeam }: TeamTotals): KnownBlock[] => {
  if (active === 0 || membersWithoutTeam + pendingWithoutTeam === 0) return [];
  const who = [
    ...(membersWithoutTeam > 0 ? [countText(membersWithoutTeam, 'person', 'people')] : []),
    ...(pendingWithoutTeam > 0 ? [countText(pendingWithoutTeam, 'pending invitation', 'pending invitations')] : []),
  ];
  return [section(`Without a team: ${listOf(who)}.`, button({ id: TEAMS_PLACE, text: 'Give them a team' }))];
};

const emptyText = ({ isArchived }: TeamPlace): string[] =>
  isArchived
    ? ['No team is archived.']
    : [
        'There are no teams yet. A team has people, a Slack channel that hears their news, and the products that its people start with.',
        'Add the first one above. From then on, whoever is invited gets a primary team; people who are here already have none until you give them one.',
      ];

const listed = (n: number, one: string, other: string): string => countText(n, one, other, listedCountLimit);

const rowBlock = (team: TeamSummary, { pen }: Wording): KnownBlock => {
  const products = team.defaultProductNames.map((name) => pen.say(name, 60));
  const facts = [
    team.members === 0 ? 'nobody yet' : listed(team.members, 'person', 'people'),
    ...(team.others > 0 ? [`other team of ${listed(team.others, 'person', 'people')}`] : []),
    ...(team.pending > 0 ? [listed(team.pending, 'pending invitation', 'pending invitations')] : []),
    ...(products.length > 0 ? [`starts with ${firstOf(products, maxNames)}`] : []),
  ];
  const channel = team.slackChannelId ? ` · <#${team.slackChannelId}>` : '';
  return section(
    [`${pen.strong(team.name)}${channel}`, facts.join(' · ')],
    team.isArchived
      ? button({ id: TEAM_RESTORE, text: 'Bring back', value: team.id, label: `Bring back ${team.name}` })
      : button({ id: TEAM_MANAGE, text: 'Manage', value: team.id, label: `Manage ${team.name}` }),
  );
};

const pageButtons = ({ rows, hasNext, hasPrevious }: TeamList): KnownBlock[] => {
  const [first, last] = [rows[0], rows.at(-1)];
  const buttons = [
    ...(hasPrevious && first ? [button({ id: TEAMS_PREVIOUS, text: 'Previous page', value: first.id })] : []),
    ...(hasNext && last ? [button({ id: TEAMS_NEXT, text: 'Next page', value: last.id })] : []),
  ];
  return buttons.length > 0 ? [actions(...buttons)] : [];
};
