import type { KnownBlock, ModalView } from '@slack/types';
import { personName } from '../../domain/actor.ts';
import type { RosterCursor, RosterRow } from '../../domain/member.ts';
import { countedUpTo, type Roster } from '../../services/list-members.ts';
import { count, listOf } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { actions, button, context, plain, section } from './blocks.ts';
import { encodeMember } from './member-value.ts';
import { messageModal } from './message-modal.ts';
import { OPEN_DESK, OPEN_PERSON } from './open-buttons.ts';
import { whoWithAddress } from './people.ts';
import { filterBlocks, rosterStatuses } from './roster-filter.ts';

export const ROSTER_MODAL = 'roster_modal';
export const ROSTER_OLDER = 'roster_older';
export const ROSTER_NEWER = 'roster_newer';

/** People, newest first. Whoever is not an admin gets the same list, without acts. */
export const rosterModal = (roster: Roster, isAdmin: boolean, wording: Wording): ModalView => ({
  ...messageModal('People', [
    ...filterBlocks(roster.filter, roster.choices, isAdmin),
    ...(roster.rows.length > 0
      ? [context(summary(roster, wording)), ...roster.rows.map((row) => rowBlock(row, isAdmin, wording))]
      : [emptyNote(roster, wording)]),
    ...pageButtons(roster, isAdmin),
  ]),
  callback_id: ROSTER_MODAL,
  // Slack wants one where there is a field; it does what Enter does.
  submit: plain('Search', 24),
  private_metadata: JSON.stringify(roster.filter),
});

/** `Only people matching “smi”: 3 people, newest first.` */
const summary = (roster: Roster, wording: Wording): string => {
  const parts = filterParts(roster, wording);
  const only = parts.length > 0 ? `Only people ${listOf(parts)}: ` : '';
  const { total } = roster;
  if (total === null) return `${only || 'All people, '}newest first.`;
  const most = countedUpTo(roster.filter);
  const people = total > most ? `More than ${most.toLocaleString('en')} people` : count(total, 'person', 'people');
  return only ? `${only}${people.toLowerCase()}, newest first.` : `${people}, newest first.`;
};

const filterParts = ({ filter, choices }: Roster, { pen }: Wording): string[] => {
  const role = filter.roleId && choices.roles.find(({ id }) => id === filter.roleId);
  return [
    ...(filter.query ? [`matching “${pen.say(filter.query)}”`] : []),
    ...(role ? [`with the role ${pen.say(role.name, 75)}`] : []),
    ...(choices.team ? [`in ${pen.say(choices.team.name, 75)}`] : []),
    ...(filter.status === 'ACTIVE' ? [] : [rosterStatuses[filter.status]]),
  ];
};

/** Whoever searches for `admins` or `deactivated` means a filter. */
const filterMeant = ({ filter: { query }, choices }: Roster): string | undefined => {
  const word = (query ?? '').trim().toLowerCase();
  if (Object.hasOwn(rosterStatuses, word.toUpperCase())) return `status:${word}`;
  const role = choices.roles.find(({ name }) => [name.toLowerCase(), `${name.toLowerCase()}s`].includes(word));
  return role && `role:${/\s/u.test(role.name) ? `"${role.name}"` : role.name}`;
};

const emptyNote = (roster: Roster, wording: Wording): KnownBlock => {
  const { pen, command } = wording;
  const parts = filterParts(roster, wording);
  const filter = filterMeant(roster);
  const next = filter ? `list ${filter}` : 'list';
  return parts.length > 0
    ? section(
        `Nobody is found ${listOf(parts)}. ${pen.code(`${command} ${next}`)} shows ${filter ? 'those' : 'everybody'}.`,
      )
    : section(`Nobody is here yet. ${pen.code(`${command} invite`)} invites the first people.`);
};

const rowBlock = (row: RosterRow, isAdmin: boolean, { pen }: Wording): KnownBlock => {
  const act = isAdmin ? 'Manage' : 'Open';
  return section(
    `${whoWithAddress(row, pen)}\n${pen.say(row.roleName, 75)} · joined ${pen.day(row.joinedAt)}`,
    button({ id: OPEN_PERSON, text: act, value: encodeMember(row), label: `${act}: ${personName(row)}` }),
  );
};

const encodeCursor = ({ joinedAt, id }: RosterCursor): string => `${joinedAt.getTime()}.${id}`;

/** Where a page button leads, read from its value; undefined for anything else. */
export const decodeRosterCursor = (text: string): RosterCursor | undefined => {
  const [time = '', id = ''] = text.split('.');
  return /^\d{1,15}$/.test(time) && id ? { joinedAt: new Date(Number(time)), id } : undefined;
};

const pageButtons = ({ rows, hasOlder, hasNewer }: Roster, isAdmin: boolean): KnownBlock[] => {
  const [first, last] = [rows[0], rows.at(-1)];
  const cursor = (row: RosterRow) => encodeCursor({ joinedAt: row.joinedAt, id: row.membershipId });
  const buttons = [
    ...(hasNewer && first ? [button({ id: ROSTER_NEWER, text: 'Newer', value: cursor(first) })] : []),
    ...(hasOlder && last ? [button({ id: ROSTER_OLDER, text: 'Older', value: cursor(last) })] : []),
    ...(isAdmin ? [button({ id: OPEN_DESK, text: 'Desk' })] : []),
  ];
  return buttons.length > 0 ? [actions(...buttons)] : [];
};
