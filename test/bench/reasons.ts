import type { Measured } from './figures.ts';

// Why a row may fall short, by what its name begins with. Whoever mends one takes it out.
const reasons: readonly (readonly [string, string])[] = [
  [
    '/members whoami acked, 10 clients',
    'PostgreSQL takes six times as long for it: one statement reads who somebody is from a dozen tables (role, teams, products, permissions, whom to ask, what waits for them), where the other app reads one row of three, and each table that a statement names costs the same whether it has a row or not; and its answer is ten times as long',
  ],
  [
    '/members whoami acked, now and then',
    'jobs give way to whoever waits, but one may be under way when somebody comes, and shares the processors with them until it is done',
  ],
  [
    'roster, a name that 1 in 30 has',
    'the search counts its hits up to 101, and an organization of 1,000 has 33: it is three times the work, and no more than that in any larger one',
  ],
];

const UNKNOWN = 'nobody knows why yet: look at the plans (--plans FILE)';

/** A line for each row that is not reached: by how much, and why. */
export const shortfallsOf = (figures: readonly Measured[]): string[] =>
  figures.flatMap(({ name, figure, unit, ratio, target, met }) => {
    if (met) return [];
    const [is, most] =
      ratio === null ? [`${figure.toFixed(2)} ${unit}`, `${target} ${unit}`] : [`${ratio.toFixed(2)} x`, `${target} x`];
    const why = reasons.find(([begins]) => name.startsWith(begins))?.[1] ?? UNKNOWN;
    return [`${name}: ${is} where ${most} is to be reached; ${why}.`];
  });
