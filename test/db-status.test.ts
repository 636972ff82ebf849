import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from './support/database.ts';
import { ask } from './support/embedded-server.ts';
import type { Build } from './support/main-process.ts';
import { sharedBuild } from './support/shared-build.ts';

describe('npm run db:status', () => {
  let database: TestDatabase;
  let build: Build;
  let folder: string;

  beforeAll(async () => {
    build = await sharedBuild();
    database = await createDatabase();
    folder = await mkdtemp(join(tmpdir(), 'usher-status-'));
  });

  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const status = (changes: Record<string, string>) =>
    build.tool('db-status', [], {
      ...process.env,
      SLACK_BOT_TOKEN: 'xoxb-not-used-by-the-command',
      SLACK_SIGNING_SECRET: 'not-used-by-the-command',
      PUBLIC_URL: 'https://usher.example.com',
      APP_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
      DATA_DIR: folder,
      ...changes,
    });

  it('when all is applied, says so, without the password', async () => {
    const { code, output } = await status({ DATABASE_URL: database.url });
    const { host, pathname, password } = new URL(database.url);
    expect(output).toMatch(new RegExp(`^${host}${pathname}: \\d+ migrations applied, none waits\\.\\n$`));
    expect(output).not.toContain(password);
    expect(code).toBe(0);
  });

  it('names what waits for the next start, with code 1, and applies nothing', async () => {
    const forget = `DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)
      RETURNING migration_name`;
    const [last] = await ask<{ migration_name: string }>(database.url, forget);
    const { code, output } = await status({ DATABASE_URL: database.url });
    expect(output).toContain('some wait.\n');
    expect(output).toContain(`  waits for the next start: ${last?.migration_name}\n`);
    expect(code).toBe(1);
  });

  it.each([
    [
      'of a newer version',
      async () => {
        const add = `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
        VALUES (gen_random_uuid()::text, 'x', '99990101000000_future', now())`;
        await ask(database.url, add);
        return { DATABASE_URL: database.url };
      },
      'The database is newer than this Usher',
    ],
    ['out of reach', async () => ({ DATABASE_URL: 'postgres://usher:secret@127.0.0.1:1/usher' }), 'cannot be reached'],
    ['embedded, and nobody runs it', async () => ({ DATABASE_URL: '' }), 'start Usher, or set DATABASE_URL'],
  ])('when the database is %s, says what to do in one line, with code 1', async (_what, settings, words) => {
    const { code, output } = await status(await settings());
    expect(output).toContain(words);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(output).not.toContain('secret');
    expect(code).toBe(1);
  });
});
