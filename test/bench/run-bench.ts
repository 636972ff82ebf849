import { actRows } from './act-rows.ts';
import { effortRows } from './effort-rows.ts';
import type { Measured } from './figures.ts';
import type { Ground } from './ground.ts';
import { coldStart, jobPickUp, waits } from './idle-rows.ts';
import { importRows } from './import-rows.ts';
import { pageRows } from './page-rows.ts';
import { type Plan, plansOf } from './plans.ts';
import { raceRows } from './race-rows.ts';
import { openSide, type Side } from './sides.ts';
import { measureSize } from './size-rows.ts';
import { stallRow } from './stall-row.ts';
import { statementRows } from './statement-rows.ts';
import { whoamiRows } from './whoami-rows.ts';

/** How much of it: the smoke test runs the same with little of each. */
export type Extent = {
  readonly members: number;
  readonly against: number;
  readonly pairs: number;
  /** What one sample of a pair is the mean of. */
  readonly repeats: number;
  /** Of what is timed on its own. */
  readonly samples: number;
  readonly starts: number;
  /** Commands in each burst against the Bolt app. */
  readonly requests: number;
  /** A long queue. */
  readonly jobs: number;
  /** Of what many try at once. */
  readonly races: { readonly links: number; readonly demotions: number };
  readonly imports: { readonly rows: number; readonly runs: number };
};

export type Sinks = {
  readonly measured: (figure: Measured) => void;
  readonly plans: (plans: readonly Plan[]) => void;
  readonly says: (line: string) => void;
};

type Group = (ground: Ground, extent: Extent, sinks: Sinks) => Promise<void>;

const sizes: Group = async (ground, { members, against, ...times }, { measured, plans, says }) => {
  const small = await openSide(ground, against);
  says(
    `Seeding ${members.toLocaleString('en')} members: what follows is compared with ${against.toLocaleString('en')}.`,
  );
  const startedAt = Date.now();
  const large = await openSide(ground, members);
  says(`Seeded in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
  try {
    for (const row of [...pageRows, ...actRows]) {
      measured(await measureSize(row, { large, small }, times));
      plans(await plansOf(row, large));
    }
    for (const figure of await statementRows(large)) measured(figure);
  } finally {
    await Promise.all([small, large].map((side: Side) => side.services.stop()));
  }
};

const whoami: Group = async (ground, { pairs, requests, jobs }, { measured }) => {
  for (const figure of await whoamiRows(ground, { pairs, requests, jobs })) measured(figure);
};

const idle: Group = async (ground, { samples, starts }, { measured }) => {
  measured(await jobPickUp(ground, { samples }));
  for (const figure of await waits(ground, { samples })) measured(figure);
  measured(await stallRow(ground));
  measured(await coldStart(ground, { samples: starts }));
};

const races: Group = async (ground, { races: rounds }, { measured }) => {
  for (const figure of await raceRows(ground, rounds)) measured(figure);
};

const imports: Group = async (ground, { imports: of }, { measured }) => {
  for (const figure of await importRows(ground, of)) measured(figure);
};

const effort: Group = async (ground, _extent, { measured }) => {
  for (const figure of await effortRows(ground)) measured(figure);
};

/** By the name that `--only` takes. */
export const groups = { idle, whoami, effort, races, imports, sizes } satisfies Record<string, Group>;

export type GroupName = keyof typeof groups;

export const runBench = async (
  ground: Ground,
  names: readonly GroupName[],
  extent: Extent,
  sinks: Sinks,
): Promise<void> => {
  for (const name of names) await groups[name](ground, extent, sinks);
};
