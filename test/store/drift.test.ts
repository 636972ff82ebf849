import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diffSchema } from '../../prisma/tools/schema-diff.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

const SCHEMA = fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url));

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});

afterAll(() => database.drop());

describe('prisma/schema.prisma', () => {
  it('says what the migrations make', async () => {
    expect(await diffSchema(database.url, SCHEMA)).toBe('');
  });

  it('would be caught saying more than they make', async () => {
    const edited = join(tmpdir(), `usher-drift-${process.pid}.prisma`);
    const schema = await readFile(SCHEMA, 'utf8');
    await writeFile(edited, schema.replace('model Account {', 'model Account {\n  shoeSize Int?'));
    const diff = await diffSchema(database.url, edited);
    await rm(edited);
    expect(diff).toMatch(/ALTER TABLE "account" ADD COLUMN\s+"shoeSize" INTEGER/);
  });
});
