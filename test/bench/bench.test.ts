import { describe, expect, it } from 'vitest';
import { createDatabase } from '../support/database.ts';
import { sharedBuild } from '../support/shared-build.ts';
import type { Measured } from './figures.ts';
import { type Plan, wholeTables } from './plans.ts';
import { shortfallsOf } from './reasons.ts';
import { jsonOf, tableOf } from './report.ts';
import { groups, runBench } from './run-bench.ts';

const EXTENT = {
  members: 400,
  against: 200,
  pairs: 1,
  repeats: 1,
  samples: 1,
  starts: 1,
  requests: 10,
  jobs: 20,
  races: { links: 1, demotions: 2 },
  imports: { rows: 20, runs: 1 },
};

describe('the bench', () => {
  it('measures each of its rows, explains what grows, and tells it in the form that programs read', async () => {
    const build = await sharedBuild();
    const figures: Measured[] = [];
    const plans: Plan[] = [];
    await runBench(
      { database: createDatabase, build: () => build },
      // The chores of `effort` are counted by a test of their own.
      ['idle', 'whoami', 'races', 'imports', 'sizes'],
      EXTENT,
      {
        measured: (figure) => void figures.push(figure),
        plans: (found) => void plans.push(...found),
        says: () => undefined,
      },
    );

    expect(Object.keys(groups)).toHaveLength(6);
    const names = figures.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const wanted of [
      'cold start',
      'job pick-up',
      'whoami',
      'stalls',
      'jobs wait',
      'roster',
      'pending',
      'invite',
      'accept',
      'statements',
      'one link at once',
      'two admins',
      'import of',
    ])
      expect(names.join('\n')).toContain(wanted);
    for (const { name, figure, against, ratio } of figures) {
      expect(figure, name).toBeGreaterThanOrEqual(0);
      expect(ratio === null, name).toBe(against === null);
    }
    expect(new Set(plans.map(({ row }) => row)).size).toBeGreaterThan(15);
    // What an act wrote can't be written again.
    const unexplained = plans.filter(({ plan }) => plan.includes('not explained'));
    expect(unexplained.filter(({ statement }) => /^\s*SELECT/i.test(statement))).toEqual([]);
    const missed = figures.find(({ ratio }) => ratio !== null);
    expect(shortfallsOf(missed ? [{ ...missed, ratio: 9, target: 1.5, met: false }] : [])).toEqual([
      expect.stringMatching(/: 9.00 x where 1.5 x is to be reached; .*\.$/),
    ]);
    expect(shortfallsOf(missed ? [{ ...missed, met: true }] : [])).toEqual([]);
    expect(wholeTables([{ row: 'a row', statement: '', plan: 'Seq Scan on membership m' }])).toEqual([
      'a row: membership',
    ]);

    const told = JSON.parse(jsonOf(figures)) as object[];
    expect(told).toHaveLength(figures.length);
    for (const figure of told)
      expect(Object.keys(figure)).toEqual(['name', 'figure', 'unit', 'against', 'ratio', 'target', 'met']);
    expect(tableOf(figures).split('\n')).toHaveLength(figures.length + 1);
  }, 240_000);
});
