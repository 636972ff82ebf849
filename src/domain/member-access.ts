/** What one of two lists has more than the other. */
export type ListChange = { readonly removed: readonly string[]; readonly added: readonly string[] };

/**
 * What choosing `wanted` changes of what somebody has. `offered` is what the form showed: what they have beside it (a product that is
 * turned off, a team that is archived) stays, since nobody could have chosen it.
 */
export const listChange = (
  has: readonly string[],
  wanted: readonly string[],
  offered: ReadonlySet<string>,
): ListChange => ({
  removed: has.filter((id) => offered.has(id) && !wanted.includes(id)).sort(),
  added: [...new Set(wanted)].filter((id) => !has.includes(id)).sort(),
});

export const isNoChange = ({ removed, added }: ListChange): boolean => removed.length + added.length === 0;
