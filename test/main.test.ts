import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from './support/database.ts';
import { ask } from './support/embedded-server.ts';
import { CLOSED_PORT } from './support/free-port.ts';
import type { Build, MainProcess } from './support/main-process.ts';
import { sharedBuild } from './support/shared-build.ts';
import { whileTaken } from './support/while-taken.ts';
import { startWorkspace, type Workspace } from './support/workspace/workspace.ts';

const SIGNING_SECRET = 'a-signing-secret-of-the-local-workspace';

let usherBuild: Build;
let workspace: Workspace;
let database: TestDatabase;
let folder: string;

const settings = (changes: Record<string, string> = {}): Record<string, string> => ({
  SLACK_API_URL: workspace.apiUrl,
  SLACK_BOT_TOKEN: workspace.token,
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  PUBLIC_URL: 'https://usher.example.com',
  APP_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
  DATABASE_URL: database.url,
  PORT: '0',
  ...changes,
});

/** A start that fails: what it said of it, in place of a stack trace. */
const failure = async (env: Record<string, string>): Promise<{ code: number | null; lines: string[] }> => {
  const { code, errors, log } = await usherBuild.start(env, folder).ended;
  expect(log.filter(({ level }) => level >= 50)).toEqual([]);
  const [title, ...lines] = errors.trim().split('\n');
  expect(title).toBe('Usher cannot start.');
  return { code, lines };
};

beforeAll(async () => {
  usherBuild = await sharedBuild();
  workspace = await startWorkspace();
  database = await createDatabase();
  folder = await mkdtemp(join(tmpdir(), 'usher-main-'));
});

afterAll(async () => {
  await workspace.stop();
  await database.drop();
  await rm(folder, { recursive: true });
});

describe('a start of Usher fails with one line', () => {
  it('for each setting that is missing', async () => {
    expect(await failure({})).toEqual({
      code: 1,
      lines: [
        expect.stringMatching(/^SLACK_BOT_TOKEN is missing: .+\.$/),
        expect.stringMatching(/^APP_SECRET is missing: .+ openssl rand -hex 32\.$/),
        expect.stringMatching(/^SLACK_SIGNING_SECRET is missing: .+\.$/),
        expect.stringMatching(/^PUBLIC_URL is missing: .+\.$/),
      ],
    });
  });

  it('for each setting that is wrong, without telling its value', async () => {
    const { code, lines } = await failure(
      settings({ APP_SECRET: 'hunter2', PORT: 'web', DATABASE_URL: 'mysql://u:hunter2@h/d' }),
    );
    expect({ code, names: lines.map((line) => line.split(' ')[0]) }).toEqual({
      code: 1,
      names: ['DATABASE_URL', 'PORT', 'APP_SECRET'],
    });
    expect(lines.join()).toContain('give at least 32 characters');
    expect(lines.join()).not.toContain('hunter2');
  });

  it('when Slack does not know the bot token', async () => {
    expect(await failure(settings({ SLACK_BOT_TOKEN: 'xoxb-of-nobody' }))).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^Slack does not know SLACK_BOT_TOKEN: copy .+ from "OAuth & Permissions"/)],
    });
  });

  it('when nobody answers at DATABASE_URL', async () => {
    const url = `postgres://usher:hunter2@127.0.0.1:${CLOSED_PORT}/usher`;
    expect(await failure(settings({ DATABASE_URL: url }))).toEqual({
      code: 1,
      lines: [
        'The database at DATABASE_URL cannot be reached (ECONNREFUSED): is it running, and is the address right?',
      ],
    });
  });

  it('when the database refuses the password, or is not there', async () => {
    const url = new URL(database.url);
    url.password = 'hunter2';
    const refused = await failure(settings({ DATABASE_URL: url.href }));
    expect(refused).toEqual({ code: 1, lines: ['The database refuses the user or password in DATABASE_URL.'] });
    const missing = await failure(settings({ DATABASE_URL: database.url.replace(/[^/]+$/, 'nowhere') }));
    expect(missing).toEqual({
      code: 1,
      lines: ['The database named in DATABASE_URL does not exist: create it first.'],
    });
  });

  it('when the port is taken', async () => {
    await whileTaken(async (port) => {
      expect(await failure(settings({ PORT: String(port) }))).toEqual({
        code: 1,
        lines: [`Port ${port} is in use: set PORT to another one, or stop what uses it.`],
      });
    });
  });

  it('when the database is of a newer Usher, and leaves it alone', async () => {
    const newer = await createDatabase();
    await ask(
      newer.url,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
       VALUES ('x', 'x', '20991231000000_later', now())`,
    );
    const failed = await failure(settings({ DATABASE_URL: newer.url }));
    const rows = await ask(newer.url, 'SELECT FROM organization');
    await newer.drop();
    expect(failed).toEqual({
      code: 1,
      lines: [
        expect.stringMatching(/^The database is newer than this Usher: it holds migration 20991231000000_later\. /),
      ],
    });
    expect(rows).toEqual([]);
  });

  it('when the clock of the database is moved, as only tests may', async () => {
    const moved = await createDatabase();
    await ask(moved.url, `ALTER DATABASE ${new URL(moved.url).pathname.slice(1)} SET usher.clock_offset = '1 hour'`);
    const failed = await failure(settings({ DATABASE_URL: moved.url }));
    await moved.drop();
    expect(failed).toEqual({
      code: 1,
      lines: [expect.stringMatching(/clock is moved .* RESET usher\.clock_offset\.$/)],
    });
  });
});

describe('Usher on its own PostgreSQL', () => {
  let dataDir: string;
  let usher: MainProcess;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'usher-main-data-'));
    usher = usherBuild.start(settings({ DATABASE_URL: '', DATA_DIR: dataDir }), folder);
    await usher.says('Usher is ready.');
  });

  afterAll(async () => {
    usher.kill('SIGKILL');
    await usher.ended;
    await rm(dataDir, { recursive: true });
  });

  it('answers its health checks by GET and HEAD', async () => {
    const { port } = await usher.says('Usher is ready.');
    for (const path of ['healthz', 'readyz']) {
      for (const method of ['GET', 'HEAD']) {
        const { status } = await fetch(`http://127.0.0.1:${port}/${path}`, { method });
        expect([path, method, status]).toEqual([path, method, 200]);
      }
    }
  });

  it('is the only one on its data folder: a second start fails with one line', async () => {
    const { code, lines } = await failure(settings({ DATABASE_URL: '', DATA_DIR: dataDir }));
    expect({ code, lines }).toEqual({
      code: 1,
      lines: [
        `Another Usher (process ${usher.pid}) is already running on the data folder ${dataDir}: stop it, or set DATA_DIR to another folder.`,
      ],
    });
  });

  it('at SIGTERM answers what is under way, ends with 0, and leaves no server behind', async () => {
    const { port } = await usher.says('Usher is ready.');
    workspace.connect({ url: `http://127.0.0.1:${port}/slack/events`, signingSecret: SIGNING_SECRET });
    const server = await usher.says('embedded PostgreSQL is ready');
    const url = `postgres://usher:${await readFile(join(dataDir, 'database/password'), 'utf8')}@127.0.0.1:${server['port']}/usher`;
    // Whoever types is looked up in this table: the answer waits for the lock, and so does the stop for the answer.
    const holder = new pg.Client(url);
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE slack_identity IN ACCESS EXCLUSIVE MODE');
    const answer = workspace.person({ firstName: 'Ada' }).types('/members help');
    await expect.poll(() => ask(url, 'SELECT FROM pg_locks WHERE NOT granted')).not.toEqual([]);

    usher.kill('SIGTERM');
    await usher.says('Stopping: what is under way is finished first.');
    await holder.query('COMMIT');
    await holder.end();
    expect((await answer).text).toContain('/members whoami');
    const { code, log, errors } = await usher.ended;
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(log.filter(({ level }) => level >= 40)).toEqual([]);
    const said = log.map(({ msg }) => msg);
    expect(said).toContain('Stopping: what is under way is finished first.');
    expect(said.at(-1)).toBe('Stopped.');
    expect(await readdir(join(dataDir, 'database/pgdata'))).not.toContain('postmaster.pid');
    await expect(ask(url, 'SELECT')).rejects.toThrow('ECONNREFUSED');
  });

  it('at SIGTERM during the start, comes to its end and leaves no server behind either', async () => {
    const starting = usherBuild.start(settings({ DATABASE_URL: '', DATA_DIR: dataDir }), folder);
    await starting.says('embedded PostgreSQL is ready');
    starting.kill('SIGTERM');
    const { code, log, errors } = await starting.ended;
    expect({ code, errors, last: log.at(-1)?.msg }).toEqual({ code: 0, errors: '', last: 'Stopped.' });
    expect(await readdir(join(dataDir, 'database/pgdata'))).not.toContain('postmaster.pid');
  });
});
