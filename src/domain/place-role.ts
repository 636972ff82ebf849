import { done, type Result, refused } from './result.ts';
import type { Role } from './role.ts';
import type { RoleRefusal } from './role-refusal.ts';

type Ranked = Pick<Role, 'id' | 'name' | 'rank' | 'isAdmin'>;

/** The roles whose rank changes, with the new one. */
export type NewRanks = readonly { readonly id: string; readonly rank: number }[];

// Between two neighbours of fresh numbers another role finds room nine times over.
const STEP = 1000;

/** The roles right above which this one may be put by somebody of this rank: those of its own kind that are below them. */
export const placesFor = (roles: readonly Ranked[], moved: Pick<Role, 'id' | 'isAdmin'>, ownRank: number): Ranked[] =>
  roles
    .filter(({ id, isAdmin, rank }) => id !== moved.id && isAdmin === moved.isAdmin && rank < ownRank)
    .sort((a, b) => a.rank - b.rank);

/**
 * Puts a role right above another one of its kind, or below all of its kind (`aboveId` null). Admin roles stay above all others.
 * Ranks only ever grow when there is no room left between two of them: whoever holds an old rank against a new one meanwhile is
 * refused rather than let through.
 */
export const placeRole = (
  roles: readonly Ranked[],
  moved: Pick<Role, 'id' | 'isAdmin'> & { readonly rank: number | null },
  aboveId: string | null,
  ownRank: number,
): Result<NewRanks, RoleRefusal> => {
  const others = roles.filter(({ id }) => id !== moved.id).sort((a, b) => a.rank - b.rank);
  const above = others.find(({ id }) => id === aboveId);
  if (aboveId !== null && !above) return refused({ kind: 'place_gone' });
  if (above && above.isAdmin !== moved.isAdmin) return refused({ kind: 'place_of_other_kind', role: above.name });
  if (above && above.rank >= ownRank) return refused({ kind: 'place_above_own', role: above.name });
  const lowestOfKind = moved.isAdmin ? others.filter(({ isAdmin }) => !isAdmin).length : 0;
  const index = above ? others.indexOf(above) + 1 : lowestOfKind;
  const [lower, upper] = [others[index - 1]?.rank ?? 0, others[index]?.rank];
  if (moved.rank !== null && moved.rank > lower && (upper === undefined || moved.rank < upper)) return done([]);
  if (upper === undefined) return done([{ id: moved.id, rank: lower + STEP }]);
  if (upper - lower > 1) return done([{ id: moved.id, rank: lower + Math.floor((upper - lower) / 2) }]);
  return done(renumbered([...others.slice(0, index), moved, ...others.slice(index)]));
};

const renumbered = (inOrder: readonly { readonly id: string; readonly rank: number | null }[]): NewRanks => {
  const highest = Math.max(0, ...inOrder.map(({ rank }) => rank ?? 0));
  return inOrder.map(({ id }, index) => ({ id, rank: highest + (index + 1) * STEP }));
};
