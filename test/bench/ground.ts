import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedServer } from '../../src/store/embedded-server.ts';
import type { TestDatabase } from '../support/database.ts';
import { makeTemplate, TEMPLATE } from '../support/database-template.ts';
import { type Build, buildMain } from '../support/main-process.ts';
import { serverLog } from '../support/server-log.ts';

/** Where the databases of a bench come from, and the Usher that it starts as operators do. */
export type Ground = { readonly database: () => Promise<TestDatabase>; readonly build: () => Build };

/** Compiled when it is first asked for, and once. */
const buildOnce = (): { build: () => Build; remove: () => void } => {
  let built: Build | undefined;
  return {
    build: () => {
      built ??= buildMain();
      return built;
    },
    remove: () => built?.remove(),
  };
};

/** A throw-away PostgreSQL of its own: it costs nobody anything, and everything on it goes with it. */
export const openGround = async (): Promise<Ground & { readonly close: () => Promise<void> }> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'usher-bench-'));
  const server = await startEmbeddedServer({ dataDir, log: serverLog, throwAway: true });
  await makeTemplate(server);
  const onServer = async (statement: string): Promise<void> => {
    const client = new pg.Client(server.urlFor('postgres'));
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  const { build, remove } = buildOnce();
  return {
    build,
    database: async () => {
      const name = `bench_${randomBytes(4).toString('hex')}`;
      await onServer(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
      return { url: server.urlFor(name), drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
    },
    close: async () => {
      remove();
      await server.stop();
      await rm(dataDir, { recursive: true });
    },
  };
};
