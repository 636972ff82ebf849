import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { RosterCursor, RosterFilter, RosterRow } from '../../domain/member.ts';
import { listOf } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { actions, button, context, section } from './blocks.ts';
import { messageModal } from './message-modal.ts';
import { whoWithAddress } from './people.ts';

const ROSTER_MODAL = 'roster_modal';
export const ROSTER_OLDER = 'roster_older';
export const ROSTER_NEWER = 'roster_newer';

export type RosterPage = {
  readonly rows: readonly RosterRow[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
};

/** People, newest first. */
export const rosterModal = (page: RosterPage, filter: RosterFilter, wording: Wording): ModalView => ({
  ...messageModal('People', [
    ...filterNote(filter, wording),
    ...(page.rows.length > 0 ? page.rows.map((row) => rowBlock(row, wording)) : [emptyNote(filter, wording)]),
    ...pageButtons(page),
  ]),
  callback_id: ROSTER_MODAL,
  private_metadata: JSON.stringify(filter),
});

export const rosterStatuses: Readonly<Record<RosterFilter['status'], string>> = {
  ACTIVE: 'active',
  DEACTIVATED: 'deactivated',
  REMOVED: 'removed',
};

const filterNote = (filter: RosterFilter, { pen }: Wording): KnownBlock[] => {
  const parts = [
    ...(filter.query ? [`matching “${pen.say(filter.query)}”`] : []),
    ...(filter.roleName ? [`with the role ${pen.say(filter.roleName)}`] : []),
    ...(filter.teamName ? [`in ${pen.say(filter.teamName)}`] : []),
    ...(filter.status === 'ACTIVE' ? [] : [rosterStatuses[filter.status]]),
  ];
  return parts.length > 0 ? [context(`Only people ${listOf(parts)}. Newest first.`)] : [];
};

const emptyNote = (filter: RosterFilter, { pen, command }: Wording): KnownBlock =>
  filter.query || filter.roleName || filter.teamName || filter.status !== 'ACTIVE'
    ? section(`Nobody is found. ${pen.code(`${command} list`)} shows everybody.`)
    : section(`Nobody is here yet. ${pen.code(`${command} invite`)} invites the first people.`);

const rowBlock = (row: RosterRow, { pen }: Wording): KnownBlock =>
  section(`${whoWithAddress(row, pen)}\n${pen.say(row.roleName)} · joined ${pen.day(row.joinedAt)}`);

const encodeCursor = ({ joinedAt, id }: RosterCursor): string => `${joinedAt.getTime()}.${id}`;

/** Where a page button leads, read from its value; undefined for anything else. */
export const decodeRosterCursor = (text: string): RosterCursor | undefined => {
  const [time = '', id = ''] = text.split('.');
  return /^\d{1,15}$/.test(time) && id ? { joinedAt: new Date(Number(time)), id } : undefined;
};

const pageButtons = ({ rows, hasOlder, hasNewer }: RosterPage): KnownBlock[] => {
  const [first, last] = [rows[0], rows.at(-1)];
  const cursor = (row: RosterRow) => encodeCursor({ joinedAt: row.joinedAt, id: row.membershipId });
  const buttons = [
    ...(hasNewer && first ? [button({ id: ROSTER_NEWER, text: 'Newer', value: cursor(first) })] : []),
    ...(hasOlder && last ? [button({ id: ROSTER_OLDER, text: 'Older', value: cursor(last) })] : []),
  ];
  return buttons.length > 0 ? [actions(...buttons)] : [];
};

const filterSchema = z.object({
  query: z.string().nullable(),
  roleName: z.string().nullable(),
  teamName: z.string().nullable(),
  status: z.enum(['ACTIVE', 'DEACTIVATED', 'REMOVED']),
});

export const everybody: RosterFilter = { query: null, roleName: null, teamName: null, status: 'ACTIVE' };

/** The filter that a roster modal carries. */
export const decodeRosterFilter = (metadata: string): RosterFilter => filterSchema.parse(JSON.parse(metadata));
