/** One line of the report. `against` is what the figure is compared with, in the same unit; `ratio` is figure / against. */
export type Figure = {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  readonly against: number | null;
  readonly ratio: number | null;
  readonly target: number;
  readonly met: boolean;
};

/** A figure with the spread that it was taken from, for whoever reads the table. */
export type Measured = Figure & { readonly range: readonly [number, number] };

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const quantile = (values: readonly number[], share: number): number => {
  const ordered = sorted(values);
  return ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * share))] ?? Number.NaN;
};

const rangeOf = (values: readonly number[]): readonly [number, number] => [
  sorted(values)[0] ?? Number.NaN,
  sorted(values).at(-1) ?? Number.NaN,
];

/** Two things that take turns, so that whatever else the machine does meets both alike. Resolves with a ratio for each pair. */
export const inTurn = async (
  pairs: number,
  measured: () => Promise<number>,
  against: () => Promise<number>,
): Promise<{ readonly figures: number[]; readonly againsts: number[]; readonly ratios: number[] }> => {
  const [figures, againsts]: [number[], number[]] = [[], []];
  for (let pair = 0; pair < pairs; pair += 1) {
    // Who goes first changes, too.
    if (pair % 2 === 0) againsts.push(await against());
    figures.push(await measured());
    if (pair % 2 === 1) againsts.push(await against());
  }
  return { figures, againsts, ratios: figures.map((figure, pair) => figure / (againsts[pair] ?? Number.NaN)) };
};

/** Compared with something: the target is the largest ratio that is still good. `range` is that of the ratios. */
export const compared = (
  name: string,
  unit: string,
  { figures, againsts, ratios }: { figures: number[]; againsts: number[]; ratios: number[] },
  target: number,
): Measured => {
  const ratio = median(ratios);
  const met = ratio <= target;
  return { name, figure: median(figures), unit, against: median(againsts), ratio, target, met, range: rangeOf(ratios) };
};

/** On its own: the target is the largest figure that is still good. `range` is that of the samples. */
export const alone = (
  name: string,
  unit: string,
  figure: number,
  target: number,
  samples: readonly number[] = [figure],
): Measured => ({
  name,
  figure,
  unit,
  against: null,
  ratio: null,
  target,
  met: figure <= target,
  range: rangeOf(samples),
});

export const millisecondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};
