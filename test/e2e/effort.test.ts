import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChoreStage, chores, doChore, prepareChores } from '../support/chores.ts';
import type { Seed } from '../support/seed.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;
let stage: ChoreStage;

const threeTeams: Seed = {
  products: [{ name: 'Reports' }],
  teams: [{ name: 'Finance' }, { name: 'Support', products: ['Reports'] }],
};

describe.each([
  { organization: 'without teams', seed: null, terms: 'As *Viewer*.' },
  { organization: 'with three teams and products', seed: threeTeams, terms: 'As *Viewer* in *Sales*.' },
])('what an admin of an organization $organization spends on', ({ seed, terms }) => {
  beforeAll(async () => {
    org = await startExampleOrg({ seed });
    stage = { usher: org, ada: org.ada, quiet: org.quiet, terms, ...(await prepareChores(org)) };
  });
  afterAll(() => org.close());

  it.each(chores.map((chore) => [chore.name, chore] as const))('%s', async (_name, chore) => {
    const { keys, clicks } = await doChore(chore, stage);
    if (chore.keys !== undefined) expect(keys, 'keys').toBeLessThanOrEqual(chore.keys);
    expect(clicks, 'clicks').toBeLessThanOrEqual(chore.clicks);
  });
});
