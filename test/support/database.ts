import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { TEMPLATE } from './database-template.ts';
import { slowly } from './latency.ts';

/** A database of one test file. `drop` cuts off whoever is still connected. */
export type TestDatabase = { readonly url: string; drop(): Promise<void> };

/** Clones the migrated template (30 ms): Usher's tables and graphile-worker's, and no rows. */
export const createDatabase = (): Promise<TestDatabase> => cloneDatabase(TEMPLATE);

/** A database without any table, for tests of the migrations themselves. */
export const createEmptyDatabase = (): Promise<TestDatabase> => cloneDatabase('template1');

async function cloneDatabase(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  const url = await slowly(new URL(inject('databaseServerUrl')));
  url.pathname = name;
  return { url: url.href, drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(inject('databaseServerUrl'));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
