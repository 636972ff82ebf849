import { type ChoreStage, chores, doChore, prepareChores } from '../support/chores.ts';
import { seedMember } from '../support/seed.ts';
import { startUsher } from '../support/usher.ts';
import { alone, type Measured } from './figures.ts';
import type { Ground } from './ground.ts';

/** What an admin's daily jobs cost in keys and clicks, as the local workspace counts them; `test/e2e/effort.test.ts` holds them. */
export const effortRows = async (ground: Ground): Promise<Measured[]> => {
  const database = await ground.database();
  const usher = await startUsher({ databaseUrl: database.url, firstAdminEmail: '' });
  const ada = usher.workspace.person({ firstName: 'Ada', email: 'ada@example.com' });
  await seedMember(usher, { email: ada.email, firstName: 'Ada', role: 'Admin', slack: ada });
  const { bob } = await prepareChores(usher);
  const quiet = () => usher.workspace.settled({ quietMs: 1000, timeoutMs: 20_000 });
  const stage: ChoreStage = { usher, ada, bob, quiet, terms: 'As *Viewer*.' };
  const rows: Measured[] = [];
  for (const chore of chores) {
    const { keys, clicks } = await doChore(chore, stage);
    if (chore.keys !== undefined) rows.push(alone(`${chore.name}: keys`, 'keys', keys, chore.keys));
    rows.push(alone(`${chore.name}: clicks`, 'clicks', clicks, chore.clicks));
  }
  await usher.stop();
  await database.drop();
  return rows;
};
