import pg from 'pg';
import { onTestFinished } from 'vitest';
import { createDatabase } from '../support/database.ts';
import { noMinutePasses, startUsher, type Usher, type UsherOptions, unhurried } from '../support/usher.ts';
import type { Person } from '../support/workspace/person.ts';

/** The whole of Usher with Ada as its admin, bound to her Slack user. */
export type RunningDesk = Usher & { readonly ada: Person; readonly databaseUrl: string };

export const startDesk = async (options: UsherOptions = {}): Promise<RunningDesk> => {
  const database = await createDatabase();
  const usher = await startUsher({
    databaseUrl: database.url,
    ...(!options.windowPatienceMs && unhurried),
    minuteMs: noMinutePasses,
    ...options,
  });
  const ada = usher.workspace.person({ firstName: 'Ada', lastName: 'Example' });
  await ada.types('/members whoami');
  // On a busy machine the ack says “One moment…”, and this follows.
  await (await ada.waitForEphemeral(/This is me/)).click('This is me');
  const modal = await ada.modal({ title: 'Is this you?', timeoutMs: 30_000 });
  await modal.submit();
  await modal.close();
  const stop = async (): Promise<void> => {
    await usher.stop();
    await database.drop();
  };
  return { ...usher, ada, databaseUrl: database.url, stop };
};

/** Makes every look at the organization wait until `end`, as a database does that is busy elsewhere. */
export const stall = async (databaseUrl: string): Promise<{ readonly end: () => Promise<void> }> => {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE organization IN ACCESS EXCLUSIVE MODE');
  let ended: Promise<void> | undefined;
  const end = (): Promise<void> => {
    ended ??= client.query('ROLLBACK').then(() => client.end());
    return ended;
  };
  onTestFinished(end);
  return { end };
};
