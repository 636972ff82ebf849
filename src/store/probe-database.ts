import { statfs } from 'node:fs/promises';
import pg from 'pg';
import type { DatabaseFacts } from '../domain/doctor/facts.ts';
import { connectionProblem } from './connection-problem.ts';
import { MigrationError, pendingMigrations } from './migrations.ts';

const PATIENCE_MS = 4_000;

type Row = { readonly max: number; readonly used: number; readonly now: Date };

/**
 * On a connection of its own: the pool may be what is short. `dataDir`: of the embedded server, whose disk is of interest then.
 */
export const probeDatabase = async (url: string, dataDir: string | null): Promise<DatabaseFacts> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    const problem = connectionProblem(error);
    if (!problem) throw error;
    return problem;
  }
  try {
    return await readFacts(client, url, dataDir);
  } finally {
    await client.end().catch(() => undefined);
  }
};

const readFacts = async (client: pg.Client, url: string, dataDir: string | null): Promise<DatabaseFacts> => {
  const asked = Date.now();
  const { rows } = await client.query<Row>(`
    SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS max,
      (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS used, clock_timestamp() AS now`);
  const { max, used, now } = rows[0] ?? { max: 0, used: 0, now: new Date() };
  const aheadSeconds = ((asked + Date.now()) / 2 - now.getTime()) / 1000;
  const { pending, trouble } = await readMigrations(url);
  return {
    kind: 'open',
    pendingMigrations: pending,
    trouble,
    clockOffsetSeconds: pending === 0 ? await readOffset(client) : 0,
    aheadSeconds,
    freeConnections: max - used,
    maxConnections: max,
    freeMegabytes: dataDir === null ? null : await freeMegabytes(dataDir),
  };
};

const readMigrations = async (url: string): Promise<{ pending: number | null; trouble: string | null }> => {
  try {
    return { pending: (await pendingMigrations(url)).length, trouble: null };
  } catch (error) {
    if (error instanceof MigrationError) return { pending: null, trouble: error.message };
    throw error;
  }
};

const readOffset = async (client: pg.Client): Promise<number> => {
  const { rows } = await client.query<{ seconds: number }>(
    'SELECT extract(epoch FROM usher_clock_offset())::float8 AS seconds',
  );
  return rows[0]?.seconds ?? 0;
};

const freeMegabytes = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return Math.floor((bavail * bsize) / 1_000_000);
};
