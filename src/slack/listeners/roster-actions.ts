import type { RosterCursor } from '../../domain/member.ts';
import type { RosterPosition } from '../../services/list-members.ts';
import { findTeamsLike } from '../../services/name-roster-filter.ts';
import type { ClickDoor } from '../run-click.ts';
import type { OptionDoor } from '../run-options.ts';
import type { SubmissionDoor } from '../run-submission.ts';
import { DESK_SEARCH } from '../views/desk-blocks.ts';
import { DESK_MODAL } from '../views/desk-modal.ts';
import {
  decodeRosterFilter,
  everybody,
  parseRosterFilter,
  ROSTER_ROLE,
  ROSTER_SEARCH,
  ROSTER_STATUS,
  ROSTER_TEAM,
  readSearch,
  teamOptions,
} from '../views/roster-filter.ts';
import { decodeRosterCursor, ROSTER_MODAL, ROSTER_NEWER, ROSTER_OLDER } from '../views/roster-modal.ts';
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

/** Anything that changes the filter begins the list anew, with all that its fields hold. */
const filterAnew: ClickDoor = {
  may: 'list',
  shows: 'here',
  run: async (turn, { modal }) => {
    const filter = parseRosterFilter(modal?.values ?? {}, decodeRosterFilter(modal?.metadata ?? ''));
    return { redraw: async () => (await rosterScreen(turn, filter)).view };
  },
};

export const rosterClicks: Readonly<Record<string, ClickDoor>> = {
  [ROSTER_OLDER]: turnPage((cursor) => ({ after: cursor })),
  [ROSTER_NEWER]: turnPage((cursor) => ({ before: cursor })),
  [ROSTER_SEARCH]: filterAnew,
  [ROSTER_ROLE]: filterAnew,
  [ROSTER_TEAM]: filterAnew,
  [ROSTER_STATUS]: filterAnew,
  [DESK_SEARCH]: {
    may: 'list',
    shows: 'window',
    next: 'list',
    inPlace: true,
    run: (turn, { value }) => rosterScreen(turn, { ...everybody, query: readSearch(value) }),
  },
};

/** The button *Search*, which does what Enter does in the field. */
export const rosterSubmissions: Readonly<Record<string, SubmissionDoor>> = {
  [ROSTER_MODAL]: {
    may: 'list',
    run: (turn, { state, private_metadata: metadata }) =>
      rosterScreen(turn, parseRosterFilter(state.values, decodeRosterFilter(metadata))),
  },
  [DESK_MODAL]: {
    may: 'list',
    run: (turn, { state }) =>
      rosterScreen(turn, { ...everybody, query: readSearch(state.values[DESK_SEARCH]?.[DESK_SEARCH]?.value) }),
  },
};

export const rosterOptions: Readonly<Record<string, OptionDoor>> = {
  [ROSTER_TEAM]: {
    may: 'list',
    run: async ({ edge, context }, typed) => teamOptions(await findTeamsLike(edge.deps, context, typed)),
  },
};
