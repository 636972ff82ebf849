import type { Deps } from '../deps.ts';
import { isActiveAdmin } from '../domain/actor.ts';
import { parseEmailAddress } from '../domain/email-address.ts';
import type { RosterCursor, RosterFilter, RosterRow } from '../domain/member.ts';
import type { RosterChoices } from '../ports/desk.ts';
import type { ActorContext } from '../ports/records.ts';

const ROSTER_PAGE = 25;
// A menu of Slack holds a hundred; more teams than that are looked for by typing.
const maxTeams = 100;
/** People are counted up to here. */
export const maxCounted = 1000;
// Whom a search finds is read row by row: an index does not tell alone, as it does of a role or a team.
const maxFound = 100;

/** Up to where the people are counted whom a filter leaves. */
export const countedUpTo = ({ query }: Pick<RosterFilter, 'query'>): number => (query === null ? maxCounted : maxFound);

export type RosterPosition = { readonly after: RosterCursor } | { readonly before: RosterCursor } | null;

export type Roster = {
  readonly rows: readonly RosterRow[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** How many people the filter leaves, up to one more than `countedUpTo`; told where the list begins. */
  readonly total: number | null;
  readonly choices: RosterChoices;
  /** As it was applied: only admins see who was deactivated or removed. */
  readonly filter: RosterFilter;
};

/** One page of the roster, newest first. The caller has asked `authorize` for `list`. */
export const listMembers = async (
  { store }: Pick<Deps, 'store'>,
  { actor, organization }: ActorContext,
  asked: RosterFilter,
  position: RosterPosition,
): Promise<Roster> => {
  const filter: RosterFilter = isActiveAdmin(actor) ? asked : { ...asked, status: 'ACTIVE' };
  const one = position === null ? await findByAddress({ store }, organization.id, filter) : null;
  if (one) return one;
  const [page, total, choices] = await Promise.all([
    store.findRosterPage(organization.id, filter, position, ROSTER_PAGE),
    position === null ? store.countRoster(organization.id, filter, countedUpTo(filter) + 1) : null,
    store.findRosterChoices(organization.id, filter.teamId, maxTeams),
  ]);
  const isGoingBack = position !== null && 'before' in position;
  // Back at the top, or where everybody is gone meanwhile, the list begins anew: its first page is always a full one.
  if (position !== null && (page.rows.length === 0 || (isGoingBack && !page.hasMore))) {
    return listMembers({ store }, { actor, organization } as ActorContext, asked, null);
  }
  return {
    rows: page.rows,
    // Where one came from there are rows; where one goes the page says so.
    hasOlder: isGoingBack || page.hasMore,
    hasNewer: position !== null,
    total,
    choices,
    filter,
  };
};

/** A whole address means whose it is; where it is nobody's, it is looked for as a piece of others. */
const findByAddress = async (
  { store }: Pick<Deps, 'store'>,
  organizationId: string,
  filter: RosterFilter,
): Promise<Roster | null> => {
  const address = filter.query === null ? null : parseEmailAddress(filter.query);
  if (!address) return null;
  const [row, choices] = await Promise.all([
    store.findRosterRow(organizationId, filter, address.emailKey),
    store.findRosterChoices(organizationId, filter.teamId, maxTeams),
  ]);
  return row && { rows: [row], hasOlder: false, hasNewer: false, total: 1, choices, filter };
};
