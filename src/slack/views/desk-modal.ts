import type { ModalView } from '@slack/types';
import { type PendingGroup, pendingGroups } from '../../domain/invitation.ts';
import type { Wording } from '../wording.ts';
import { actions, button, context, plain, section } from './blocks.ts';
import { messageModal } from './message-modal.ts';
import { OPEN_INVITE, OPEN_PENDING, OPEN_PRODUCTS, OPEN_ROSTER, OPEN_SETTINGS, OPEN_TEAMS } from './open-buttons.ts';
import { pendingGroupTitles } from './pending-modal.ts';
import { searchField } from './roster-filter.ts';

export const DESK_MODAL = 'desk_modal';
export const DESK_SEARCH = 'desk_search';

/** What bare `/members` opens for an admin: what waits, and the ways on. */
export const deskModal = (
  counts: Readonly<Record<PendingGroup, number>>,
  { pen, organization, command }: Wording,
): ModalView => {
  const waiting = pendingGroups.filter((group) => counts[group] > 0);
  return {
    ...messageModal('Members', [
      section(`The membership desk of ${pen.strong(organization)}.`),
      searchField(DESK_SEARCH, null),
      section(
        waiting.length > 0
          ? ['*Pending invitations*', ...waiting.map((group) => `${pendingGroupTitles[group]}: ${counts[group]}`)]
          : 'Nobody is waiting: there are no pending invitations.',
      ),
      actions(
        button({ id: OPEN_INVITE, text: 'Invite', style: 'primary' }),
        button({ id: OPEN_PENDING, text: 'Pending' }),
        button({ id: OPEN_ROSTER, text: 'People' }),
        button({ id: OPEN_TEAMS, text: 'Teams' }),
        button({ id: OPEN_PRODUCTS, text: 'Products' }),
        button({ id: OPEN_SETTINGS, text: 'Settings' }),
      ),
      context(`${pen.code(`${command} help`)} lists what can be typed.`),
    ]),
    callback_id: DESK_MODAL,
    submit: plain('Search', 24),
  };
};
