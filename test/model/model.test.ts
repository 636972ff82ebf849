import { describe, expect, it } from 'vitest';
import { runModel } from './run-model.ts';

// `npm run chaos -- --only model,model-at-once` plays ten thousand of each.
const seeds = [20261125, Math.floor(Math.random() * 2 ** 31)];

describe('random operations of everybody', () => {
  it.each(seeds)(
    'one after the other, seed %i: answers, trail, links and state are those of the rules',
    async (seed) => {
      const { violation } = await runModel({ how: 'turn', seed, wishes: 60, longest: 60, shrinkMs: 20_000 });
      expect(violation).toBeNull();
    },
    240_000,
  );

  it.each(seeds)(
    'twenty at once, seed %i: an order of them explains all that was seen',
    async (seed) => {
      const { violation } = await runModel({ how: 'once', seed, wishes: 60, longest: 60, shrinkMs: 20_000 });
      expect(violation).toBeNull();
    },
    240_000,
  );
});
