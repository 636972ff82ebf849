import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newMigration } from '../../prisma/tools/new-migration.ts';
import { diffSchema } from '../../prisma/tools/schema-diff.ts';
import { applyMigrations } from '../../src/store/migrations.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { serverLog } from '../support/server-log.ts';

const PRISMA = fileURLToPath(new URL('../../prisma', import.meta.url));

describe('npm run db:migration', () => {
  let database: TestDatabase;
  let folder: string;
  let schemaFile: string;
  let migrationsDir: string;

  beforeAll(async () => {
    database = await createDatabase();
    folder = await mkdtemp(join(tmpdir(), 'usher-migration-'));
    schemaFile = join(folder, 'schema.prisma');
    migrationsDir = join(folder, 'migrations');
    await cp(join(PRISMA, 'migrations'), migrationsDir, { recursive: true });
    await cp(join(PRISMA, 'schema.prisma'), schemaFile);
  });

  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const write = (name: string, options: { byHand?: boolean; now?: Date } = {}) =>
    newMigration({ url: database.url, schemaFile, migrationsDir, name, now: new Date(), byHand: false, ...options });

  it('writes nothing where schema and migrations agree, unless it is to be written by hand', async () => {
    const before = await readdir(migrationsDir);
    expect(await write('add_nothing')).toBeNull();
    expect(await readdir(migrationsDir)).toEqual(before);
    const file = await write('guard_something', { byHand: true });
    expect(await readFile(file ?? '', 'utf8')).toMatch(/^-- Written by hand/);
  });

  it('writes what is missing, as the last of all however late the clock, and it brings the database there', async () => {
    const schema = await readFile(schemaFile, 'utf8');
    await writeFile(
      schemaFile,
      schema.replace('model Account {', 'model Account {\n  shoeSize Int? @map("shoe_size")'),
    );
    const file = await write('add_shoe_size', { now: new Date('2020-01-01T00:00:00Z') });
    expect(await readFile(file ?? '', 'utf8')).toMatch(/^ALTER TABLE "account" ADD COLUMN\s+"shoe_size" INTEGER;\n$/);
    const name = basename(dirname(file ?? ''));
    expect((await readdir(migrationsDir)).filter((entry) => /^\d{14}_/.test(entry)).at(-1)).toBe(name);
    const applied = await applyMigrations({ url: database.url, migrationsDir, log: serverLog });
    expect(applied).toContain(name);
    expect(await diffSchema(database.url, schemaFile)).toBe('');
    expect(await write('add_shoe_size')).toBeNull();
  });

  it.each(['', '../escape', 'Add Nickname', '_x', 'a__b'])('when the name is %j, says what a name is', async (name) => {
    await expect(write(name)).rejects.toThrow('is no name for a migration');
  });
});
