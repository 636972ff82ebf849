import type { KnownBlock } from '@slack/types';
import { pendingGroups } from '../../domain/invitation.ts';
import { needsTotal } from '../../domain/overview.ts';
import { maxCounted } from '../../services/list-members.ts';
import type { Desk } from '../../services/read-desk.ts';
import { count } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { actions, button, section } from './blocks.ts';
import {
  OPEN_DOCTOR,
  OPEN_INVITE,
  OPEN_INVITE_LINKS,
  OPEN_NEEDS,
  OPEN_PENDING,
  OPEN_PERMISSIONS,
  OPEN_PRODUCTS,
  OPEN_ROLES,
  OPEN_ROSTER,
  OPEN_SETTINGS,
  OPEN_TEAMS,
} from './open-buttons.ts';
import { pendingGroupTitles } from './pending-modal.ts';
import { searchField } from './roster-filter.ts';

export const DESK_SEARCH = 'desk_search';

/** The desk, as its modal and the Home tab show it: search, counts, and the ways on. */
export const deskBlocks = (desk: Desk, { pen, organization }: Wording): KnownBlock[] => [
  section(`The membership desk of ${pen.strong(organization)}: ${membersText(desk)}.`),
  searchField(DESK_SEARCH, null),
  section(pendingLines(desk)),
  actions(...deskButtons(desk)),
];

const membersText = ({ members }: Desk): string =>
  members > maxCounted ? `more than ${maxCounted.toLocaleString('en')} members` : count(members, 'member', 'members');

const pendingLines = ({ pending }: Desk): string[] => {
  const waiting = pendingGroups.filter((group) => pending[group] > 0);
  return waiting.length > 0
    ? ['*Pending invitations*', ...waiting.map((group) => `${pendingGroupTitles[group]}: ${pending[group]}`)]
    : ['Nobody is waiting: there are no pending invitations.'];
};

/** In the order of how often they are wanted; what needs a hand stands out while there is any. */
const deskButtons = ({ needs }: Desk) => {
  const waiting = needsTotal(needs);
  return [
    button({ id: OPEN_INVITE, text: 'Invite', style: 'primary' }),
    button({ id: OPEN_PENDING, text: 'Pending' }),
    button({ id: OPEN_ROSTER, text: 'People' }),
    ...(waiting > 0 ? [button({ id: OPEN_NEEDS, text: `Needs you ${waiting}` })] : []),
    button({ id: OPEN_TEAMS, text: 'Teams' }),
    button({ id: OPEN_PRODUCTS, text: 'Products' }),
    button({ id: OPEN_ROLES, text: 'Roles' }),
    button({ id: OPEN_PERMISSIONS, text: 'Permissions' }),
    button({ id: OPEN_INVITE_LINKS, text: 'Invite links' }),
    button({ id: OPEN_SETTINGS, text: 'Settings' }),
    button({ id: OPEN_DOCTOR, text: 'Doctor' }),
  ];
};
