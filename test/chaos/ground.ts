import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedServer, startEmbeddedServer } from '../../src/store/embedded-server.ts';
import { makeTemplate, TEMPLATE } from '../support/database-template.ts';
import { type Build, buildMain } from '../support/main-process.ts';
import { serverLog } from '../support/server-log.ts';
import type { Ground } from './run.ts';

export type OpenGround = Ground & { readonly close: () => Promise<void> };

export const openGround = (): OpenGround => {
  let build: Build | undefined;
  let dataDir = '';
  let server: Promise<EmbeddedServer> | undefined;
  const startServer = async (): Promise<EmbeddedServer> => {
    dataDir = await mkdtemp(join(tmpdir(), 'usher-chaos-'));
    const started = await startEmbeddedServer({ dataDir, log: serverLog, throwAway: true });
    await makeTemplate(started);
    return started;
  };
  return {
    build: async () => {
      build ??= buildMain();
      return build;
    },
    database: async ({ empty } = { empty: false }) => {
      server ??= startServer();
      return makeDatabase(await server, empty ? 'template1' : TEMPLATE);
    },
    close: async () => {
      build?.remove();
      const started = await server;
      await started?.stop();
      if (dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
};

const makeDatabase = async (server: EmbeddedServer, template: string): Promise<string> => {
  const name = `chaos_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client(server.urlFor('postgres'));
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  await client.end();
  return server.urlFor(name);
};
