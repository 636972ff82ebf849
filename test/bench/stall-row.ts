import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startUsher, type Usher } from '../support/usher.ts';
import type { Person } from '../support/workspace/person.ts';
import { alone, type Measured } from './figures.ts';
import type { Ground } from './ground.ts';

const STALL_MS = 2500;

/** The longest that anybody waits for a word while the database stalls, on the whole of Usher. */
export const stallRow = async (ground: Ground): Promise<Measured> => {
  const database = await ground.database();
  const usher = await startUsher({ databaseUrl: database.url });
  const ada = usher.workspace.person({ firstName: 'Ada', lastName: 'Example', email: 'ada@example.com' });
  const { message } = await ada.types('/members whoami');
  await message?.click('This is me');
  await (await ada.modal({ title: 'Is this you?' })).submit();
  const row = await whileStalled(usher, ada);
  await usher.stop();
  await database.drop();
  return row;
};

/** The table that every interaction reads first is locked, as by a migration. */
const whileStalled = async ({ app, workspace }: Usher, ada: Person): Promise<Measured> => {
  await ada.types('/members pending');
  const pending = await ada.modal({ settled: true, title: 'Pending invitations' });
  const client = new pg.Client(app.databaseUrl);
  await client.connect();
  await client.query('BEGIN; LOCK TABLE membership IN ACCESS EXCLUSIVE MODE');
  const released = sleep(STALL_MS).then(() => client.query('COMMIT'));
  const since = workspace.deliveries.length;
  await Promise.all([
    ...['whoami', 'help', 'pending', 'why ada@example.com'].map((words) => ada.types(`/members ${words}`)),
    pending.submit().catch(() => undefined),
  ]);
  await released;
  await client.end();
  await workspace.settled({ quietMs: 300, timeoutMs: 20_000 });
  const answers = workspace.deliveries.slice(since);
  const silent = answers.filter(({ failed, timedOut }) => failed !== undefined || timedOut);
  if (silent.length > 0) throw new Error(`Somebody got no answer: ${JSON.stringify(silent)}`);
  const waits = answers.map(({ ackMs }) => ackMs ?? Number.NaN);
  return alone('slowest answer while the database stalls 2.5 s', 'ms', Math.max(...waits), 3000, waits);
};
