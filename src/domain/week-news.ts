/** Who came and went in a week, by primary team: counts only. `team`: null for those without one. */
export type WeekNews = {
  readonly joined: readonly TeamCount[];
  readonly left: readonly TeamCount[];
};

export type TeamCount = { readonly team: string | null; readonly count: number };

export const totalOf = (counts: readonly TeamCount[]): number => counts.reduce((sum, { count }) => sum + count, 0);
