import type { Deps } from '../deps.ts';
import type { RosterCursor, RosterFilter, RosterRow } from '../domain/member.ts';
import type { ActorContext, Page } from '../ports/records.ts';

const ROSTER_PAGE = 25;

export type RosterPosition = { readonly after: RosterCursor } | { readonly before: RosterCursor } | null;

/** One page of the roster, newest first. The caller has asked `authorize` for `list`. */
export const listMembers = (
  deps: Pick<Deps, 'store'>,
  { organization }: ActorContext,
  filter: RosterFilter,
  position: RosterPosition,
): Promise<Page<RosterRow>> => deps.store.findRosterPage(organization.id, filter, position, ROSTER_PAGE);
