import type { Deps } from '../deps.ts';
import type { NamePosition, TeamSummary, TeamTotals } from '../domain/team.ts';
import type { ActorContext } from '../ports/records.ts';

export type TeamList = {
  readonly rows: readonly TeamSummary[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  readonly totals: TeamTotals;
};

const ROWS = 25;

/** One page of teams by name: those in use, or the archived ones apart. A page that emptied meanwhile gives way to the first. */
export const listTeams = async (
  deps: Pick<Deps, 'store'>,
  context: ActorContext,
  isArchived: boolean,
  position: NamePosition,
): Promise<TeamList> => {
  const { id } = context.organization;
  const [{ rows, hasMore }, totals] = await Promise.all([
    deps.store.findTeamPage(id, isArchived, position, ROWS),
    deps.store.countTeams(id),
  ]);
  if (rows.length === 0 && position !== null) return listTeams(deps, context, isArchived, null);
  const isGoingBack = position !== null && 'before' in position;
  return {
    rows,
    totals,
    hasNext: isGoingBack || hasMore,
    hasPrevious: isGoingBack ? hasMore : position !== null,
  };
};
