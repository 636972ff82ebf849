import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import type { Logger } from 'pino';
import { withSchemaEngine } from './schema-engine.ts';

/** The database can't be brought to this version. `message` is one line for an operator: what is wrong and what to do. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/** `prisma/migrations`, found alike from `src/store` and `dist/store`. */
const MIGRATIONS_DIR = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

export type MigrationOptions = {
  readonly url: string;
  readonly migrationsDir?: string;
  readonly log: Pick<Logger, 'info' | 'warn'>;
};

type Migration = { readonly name: string; readonly script: string };
type AppliedMigration = { readonly name: string; readonly checksum: string; readonly isFinished: boolean };

/** The key that Prisma's own `migrate deploy` locks: whoever migrates, one does at a time. */
const PRISMA_LOCK = 72_707_369;
const OLDEST_POSTGRES = 14;

/**
 * Brings the database to the version of this code, as `prisma migrate deploy` would: same engine, table and checksums.
 * May be run by any number of processes at once. A failed migration leaves nothing behind and is tried again next time.
 * @returns the names of the migrations that it applied; empty when there was nothing to do, which takes a few reads.
 * @throws MigrationError when a migration fails, or the database is newer than this code or of another history.
 */
export async function applyMigrations({
  url,
  migrationsDir = MIGRATIONS_DIR,
  log,
}: MigrationOptions): Promise<string[]> {
  const migrations = await readMigrations(migrationsDir);
  return withSession(url, async (pool) => {
    await checkVersion(pool);
    await lock(pool, log);
    const applied = await readApplied(pool);
    if (findPending(migrations, applied).length === 0) return [];
    await forgetUnfinished(pool, applied);
    const names = await runEngine(pool, migrationsDir, migrations);
    for (const name of names) log.info({ migration: name }, 'migration applied');
    return names;
  });
}

/** By name, in order. */
export type MigrationState = { readonly applied: readonly string[]; readonly pending: readonly string[] };

/**
 * What `applyMigrations` has applied and would apply; changes nothing.
 * @throws MigrationError when the database is newer than this code or of another history.
 */
export async function readMigrationState(url: string, migrationsDir = MIGRATIONS_DIR): Promise<MigrationState> {
  const migrations = await readMigrations(migrationsDir);
  return withSession(url, async (pool) => {
    const history = await readApplied(pool);
    const pending = findPending(migrations, history);
    return { applied: history.filter((row) => row.isFinished).map((row) => row.name), pending };
  });
}

/** The names of the migrations that `applyMigrations` would apply; changes nothing, and throws as `readMigrationState` does. */
export const pendingMigrations = async (url: string, migrationsDir = MIGRATIONS_DIR): Promise<readonly string[]> =>
  (await readMigrationState(url, migrationsDir)).pending;

/** One session, never dropped for idleness: it holds the lock. */
async function withSession<T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    idleTimeoutMillis: 0,
    application_name: 'usher migrations',
  });
  // What a broken session says while idle; whatever is asked of it next fails and says it too.
  pool.on('error', () => {});
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({ name, script: await readFile(join(folder, name, 'migration.sql'), 'utf8') })),
  );
}

async function readApplied(pool: pg.Pool): Promise<AppliedMigration[]> {
  const { rows } = await pool.query<{ exists: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists",
  );
  if (!rows[0]?.exists) return [];
  const applied = await pool.query<AppliedMigration>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished"
       FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  return applied.rows;
}

function findPending(migrations: readonly Migration[], applied: readonly AppliedMigration[]): string[] {
  const finished = new Map(applied.filter((row) => row.isFinished).map((row) => [row.name, row.checksum]));
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = [...finished.keys()].find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new MigrationError(
      `The database is newer than this Usher: it holds migration ${unknown}. Start the newer version, or restore a backup.`,
    );
  const edited = migrations.find(({ name, script }) => finished.has(name) && finished.get(name) !== checksumOf(script));
  if (edited)
    throw new MigrationError(
      `Migration ${edited.name} was edited after this database had applied it: put its original migration.sql back.`,
    );
  return migrations.filter(({ name }) => !finished.has(name)).map(({ name }) => name);
}

const checksumOf = (script: string): string => createHash('sha256').update(script).digest('hex');

async function checkVersion(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: string }>("SELECT current_setting('server_version') AS version");
  const version = rows[0]?.version ?? '';
  if (Number.parseInt(version, 10) < OLDEST_POSTGRES)
    throw new MigrationError(`Usher needs PostgreSQL ${OLDEST_POSTGRES} or newer, and the database is ${version}.`);
}

async function lock(pool: pg.Pool, log: MigrationOptions['log']): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const { rows } = await pool.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [PRISMA_LOCK]);
    if (rows[0]?.taken) return;
    if (attempt % 100 === 0) log.warn({}, 'waiting for another process that migrates the database');
    await sleep(50);
  }
}

/** Under the lock, so nobody is at it: a row without an end is of a migration that failed or was killed, and undone. */
async function forgetUnfinished(pool: pg.Pool, applied: readonly AppliedMigration[]): Promise<void> {
  if (applied.every((row) => row.isFinished)) return;
  const unfinished = 'finished_at IS NULL AND rolled_back_at IS NULL';
  await pool.query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE ${unfinished}`);
}

async function runEngine(pool: pg.Pool, folder: string, migrations: readonly Migration[]): Promise<string[]> {
  const migrationsList: MigrationList = {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: await readFile(join(folder, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, script }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: script } },
    })),
  };
  const filters = { externalTables: [], externalEnums: [] };
  try {
    const output = await withSchemaEngine(pool, (engine) => engine.applyMigrations({ migrationsList, filters }));
    return output.appliedMigrationNames;
  } catch (error) {
    throw engineError(error);
  }
}

function engineError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  // P3005: tables that no migration of ours made.
  if ('code' in error && error.code === 'P3005')
    return new MigrationError('The database is not empty and not of Usher: give DATABASE_URL an empty one.');
  const name = /migration_name="([^"]+)"/.exec(error.message)?.[1];
  const reason = /ERROR: (.*)/.exec(error.message)?.[1] ?? error.message.split('\n')[0];
  return new MigrationError(`Migration ${name ?? ''} failed and was undone: ${reason}`, { cause: error });
}
