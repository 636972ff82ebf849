import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import type { EmbeddedServer } from '../../src/store/embedded-server.ts';
import { applyMigrations } from '../../src/store/migrations.ts';
import { serverLog } from './server-log.ts';

/** What databases of tests and of the bench are cloned from: Usher's tables and graphile-worker's, and no rows. */
export const TEMPLATE = 'usher_template';

export const makeTemplate = async (server: EmbeddedServer): Promise<void> => {
  const client = new pg.Client(server.urlFor('postgres'));
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  const url = server.urlFor(TEMPLATE);
  await applyMigrations({ url, log: serverLog });
  const pgPool = new pg.Pool({ connectionString: url });
  pgPool.on('error', () => {});
  pgPool.on('connect', (session) => session.on('error', () => {}));
  await runMigrations({ pgPool });
  await pgPool.end();
  await client.end();
};
