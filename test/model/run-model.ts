import fc from 'fast-check';
import type { TestDatabase } from '../support/database.ts';
import { type Wish, wishes } from './choose.ts';
import { openGround } from './ground.ts';
import { type Played, playAtOnce, playInTurn } from './play.ts';

export type ModelRun = {
  /** `turn`: one after the other, each compared with the model. `once`: twenty at a time, for which an order has to be found. */
  readonly how: 'turn' | 'once';
  readonly seed: number;
  /** Wishes in all, and in one organization. Some of them find nothing to be done with. */
  readonly wishes: number;
  readonly longest: number;
  /** Without one, a clone of the template of this test run. */
  readonly database?: () => Promise<TestDatabase>;
  /** How long a sequence that does not fit is made shorter. */
  readonly shrinkMs: number;
};

export type ModelRan = { readonly operations: number; readonly seen: Played; readonly violation: string | null };

const CLIENTS = 20;

const sequences = (longest: number, shortest: number) =>
  fc.array(wishes, { minLength: shortest, maxLength: longest, size: 'max' });

/** Plays random operations, each sequence in an organization of its own; the first that does not fit is told, as short as it gets. */
export const runModel = async (run: ModelRun): Promise<ModelRan> => {
  const seen: Record<string, number> = {};
  const games = Math.ceil(run.wishes / run.longest);
  for (let game = 0; game < games; game += 1) {
    const seed = run.seed + game;
    const [sequence = []] = fc.sample(sequences(run.longest, run.longest), { seed, numRuns: 1 });
    const violation = await findShortest(run, sequence, seed, seen);
    if (violation) return { operations: total(seen), seen, violation };
  }
  return { operations: total(seen), seen, violation: null };
};

const total = (seen: Played): number => Object.values(seen).reduce((sum, count) => sum + count, 0);

const findShortest = async (
  { how, longest, database, shrinkMs }: ModelRun,
  sequence: Wish[],
  seed: number,
  seen: Record<string, number>,
): Promise<string | null> => {
  let until = Number.POSITIVE_INFINITY;
  const play = async (tried: Wish[]): Promise<void> => {
    // Nothing fails any more once the time is up, which ends the search for a shorter one.
    if (performance.now() > until) return;
    const ground = await openGround(await database?.());
    try {
      const played = how === 'turn' ? await playInTurn(ground, tried) : await playAtOnce(ground, tried, CLIENTS);
      for (const [answer, count] of Object.entries(played)) seen[answer] = (seen[answer] ?? 0) + count;
    } catch (error) {
      until = Math.min(until, performance.now() + shrinkMs);
      throw error;
    } finally {
      await ground.close();
    }
  };
  const property = fc.asyncProperty(sequences(longest, 1), play);
  const { failed, errorInstance } = await fc.check(property, { seed, numRuns: 1, examples: [[sequence]] });
  if (!failed) return null;
  const told = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return `seed ${seed}, ${how}, ${longest} wishes: ${told}`;
};
