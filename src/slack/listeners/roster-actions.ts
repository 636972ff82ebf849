import type { RosterCursor } from '../../domain/member.ts';
import type { RosterPosition } from '../../services/list-members.ts';
import type { ClickDoor } from '../run-click.ts';
import { decodeRosterCursor, decodeRosterFilter, ROSTER_NEWER, ROSTER_OLDER } from '../views/roster-modal.ts';
import { rosterScreen } from './screens.ts';

const turnPage = (position: (cursor: RosterCursor) => RosterPosition): ClickDoor => ({
  may: 'list',
  shows: 'here',
  run: async (turn, click) => {
    const filter = decodeRosterFilter(click.modal?.metadata ?? '');
    const cursor = decodeRosterCursor(click.value);
    return { redraw: async () => (await rosterScreen(turn, filter, cursor ? position(cursor) : null)).view };
  },
});

export const rosterClicks: Readonly<Record<string, ClickDoor>> = {
  [ROSTER_OLDER]: turnPage((cursor) => ({ after: cursor })),
  [ROSTER_NEWER]: turnPage((cursor) => ({ before: cursor })),
};
