import type { Run } from '../chaos/run.ts';
import { type ModelRun, runModel } from './run-model.ts';

const OPERATIONS = 10_000;

const run = (name: string, about: string, how: ModelRun['how'], longest: number): Run => ({
  name,
  about,
  rounds: OPERATIONS,
  play: async (ground, wishes) => {
    const seed = Date.now() % 2 ** 31;
    // Databases of sequences that were played go with the server.
    const database = async () => ({ url: await ground.database(), drop: async () => {} });
    const { operations, seen, violation } = await runModel({ how, seed, wishes, longest, database, shrinkMs: 120_000 });
    return { rounds: operations, seen, violations: violation ? [violation] : [], measured: [`seed ${seed}`] };
  },
});

/** Random operations of twenty clients against the rules as a model of them says them. */
export const modelRuns: readonly Run[] = [
  run(
    'model',
    'random operations, one after the other: answers, trail, links and state are those of the rules',
    'turn',
    250,
  ),
  run('model-at-once', 'random operations, twenty at once: some order of them explains all that was seen', 'once', 400),
];
