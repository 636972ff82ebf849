import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, inject, onTestFinished } from 'vitest';
import type { Services } from '../support/services.ts';

/** Cuts off everybody who is connected to this database, and lets nobody in until `end`. Resolves when those who were cut off know. */
export const startOutage = async ({ url }: Services): Promise<{ readonly end: () => Promise<void> }> => {
  const name = new URL(url).pathname.slice(1);
  const client = new pg.Client(inject('databaseServerUrl'));
  await client.connect();
  await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  onTestFinished(() => client.end());
  // Again and again: whoever was just coming in is seen only now.
  const cutOff = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1';
  const connected = async () => (await client.query(cutOff, [name])).rowCount;
  await expect.poll(connected, { interval: 10 }).toBe(0);
  // They have ended, and whoever waits for something from them reads so next.
  await sleep(100);
  const end = async (): Promise<void> => {
    await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  };
  onTestFinished(end);
  return { end };
};

/** Cuts off everybody else once; they may come back at once. */
export const cutConnections = async ({ query }: Services): Promise<void> => {
  await query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
};
