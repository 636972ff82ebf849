import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyMigrations, MigrationError, pendingMigrations } from '../../src/store/migrations.ts';
import { createEmptyDatabase, type TestDatabase } from '../support/database.ts';
import { ask, PROJECT } from '../support/embedded-server.ts';
import { waitForLock } from '../support/locks.ts';
import { serverLog } from '../support/server-log.ts';

const FIRST = 'CREATE TABLE pet (name text PRIMARY KEY);';
const SECOND = `CREATE FUNCTION pet_count() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN RETURN (SELECT count(*) FROM pet); END;
$$; -- a body with semicolons of its own`;

const HALF_WAY = `${FIRST} SELECT pg_advisory_xact_lock(7);`;
const TRYING = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
AND query LIKE '%pg_try_advisory_lock%'`;

let database: TestDatabase;
let folder: string;

const write = async (name: string, script: string): Promise<void> => {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), script);
};
const apply = (): Promise<string[]> => applyMigrations({ url: database.url, migrationsDir: folder, log: serverLog });
/** Keeps `HALF_WAY` where it is until `goOn`. */
const keepHalfWay = async (): Promise<{ readonly goOn: () => Promise<void> }> => {
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query('SELECT pg_advisory_lock(7)');
  return { goOn: () => client.end() };
};
const isHalfWay = (): Promise<void> => waitForLock({ query: (text) => ask(database.url, text) });
const history = () =>
  ask(database.url, 'SELECT migration_name AS name, checksum, finished_at FROM _prisma_migrations ORDER BY started_at');
const migrateOnce = (): string[] => ['--import', 'tsx', 'test/support/migrate-once.ts', database.url, folder];

beforeEach(async () => {
  database = await createEmptyDatabase();
  folder = await mkdtemp(join(tmpdir(), 'usher-migrations-'));
  await writeFile(join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n');
  await write('20260101000000_pet', FIRST);
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

describe('applyMigrations', () => {
  it('applies what is missing, in order, and nothing twice', async () => {
    expect(await apply()).toEqual(['20260101000000_pet']);
    await write('20260102000000_count', SECOND);
    expect(await pendingMigrations(database.url, folder)).toEqual(['20260102000000_count']);
    expect(await apply()).toEqual(['20260102000000_count']);
    expect(await apply()).toEqual([]);
    expect(await ask(database.url, 'SELECT pet_count() AS pets')).toEqual([{ pets: '0' }]);
  });

  it('keeps the history that Prisma keeps', async () => {
    await apply();
    const checksum = createHash('sha256').update(FIRST).digest('hex');
    expect(await history()).toEqual([{ name: '20260101000000_pet', checksum, finished_at: expect.any(Date) }]);
  });

  it('is done once by four processes that start at once', async () => {
    const processes = [1, 2, 3, 4].map(() => promisify(execFile)(process.execPath, migrateOnce(), { cwd: PROJECT }));
    const outputs = (await Promise.all(processes)).map(({ stdout }) => stdout);
    expect(outputs.sort()).toEqual(['["20260101000000_pet"]', '[]', '[]', '[]']);
    expect(await history()).toHaveLength(1);
  });

  it('waits for a process that is at it, and takes its work for done', async () => {
    await write('20260101000000_pet', HALF_WAY);
    const { goOn } = await keepHalfWay();
    const other = promisify(execFile)(process.execPath, migrateOnce(), { cwd: PROJECT });
    await isHalfWay();
    const applied = apply();
    await expect.poll(() => ask(database.url, TRYING)).toHaveLength(1);
    await goOn();
    expect(await applied).toEqual([]);
    expect((await other).stdout).toBe('["20260101000000_pet"]');
    expect(await history()).toHaveLength(1);
  });

  it('refuses a database that is newer than the code', async () => {
    await write('20260102000000_count', SECOND);
    await apply();
    await rm(join(folder, '20260102000000_count'), { recursive: true });
    await expect(apply()).rejects.toThrow(
      new MigrationError(
        'The database is newer than this Usher: it holds migration 20260102000000_count. Start the newer version, or restore a backup.',
      ),
    );
  });

  it('refuses a migration that was edited after it was applied', async () => {
    await apply();
    await write('20260101000000_pet', `${FIRST} -- edited`);
    await expect(apply()).rejects.toThrow(
      new MigrationError(
        'Migration 20260101000000_pet was edited after this database had applied it: put its original migration.sql back.',
      ),
    );
  });

  it('refuses a database with tables of somebody else', async () => {
    await ask(database.url, 'CREATE TABLE theirs (id int)');
    await expect(apply()).rejects.toThrow(
      new MigrationError('The database is not empty and not of Usher: give DATABASE_URL an empty one.'),
    );
  });
});

describe('a migration that fails', () => {
  it('is named with its reason, leaves nothing behind, and is tried again once it is mended', async () => {
    await write('20260102000000_bad', 'CREATE TABLE half (id int); INSERT INTO nowhere VALUES (1);');
    await expect(apply()).rejects.toThrow(
      new MigrationError('Migration 20260102000000_bad failed and was undone: relation "nowhere" does not exist'),
    );
    expect(await ask(database.url, "SELECT to_regclass('pet') AS pet, to_regclass('half') AS half")).toEqual([
      { pet: 'pet', half: null },
    ]);
    await write('20260102000000_bad', 'CREATE TABLE half (id int);');
    expect(await apply()).toEqual(['20260102000000_bad']);
  });

  it('because its process was killed half-way is whole after the next start', async () => {
    await write('20260101000000_pet', HALF_WAY);
    const { goOn } = await keepHalfWay();
    const killed = spawn(process.execPath, migrateOnce(), { cwd: PROJECT, stdio: 'ignore' });
    await isHalfWay();
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    await goOn();
    await apply();
    expect(await ask(database.url, 'SELECT * FROM pet')).toEqual([]);
    expect(await history()).toEqual([expect.objectContaining({ finished_at: expect.any(Date) })]);
  });

  it('because the database went away half-way is applied at the next start', async () => {
    await write('20260101000000_pet', `${FIRST} SELECT pg_sleep(10);`);
    const failed = expect(apply()).rejects.toThrow();
    const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(10)%' AND pid <> pg_backend_pid()`;
    await expect.poll(() => ask(database.url, end)).toHaveLength(1);
    await failed;
    await write('20260101000000_pet', FIRST);
    expect(await apply()).toEqual(['20260101000000_pet']);
  });
});
