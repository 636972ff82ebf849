import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDoctor } from '../src/run-doctor.ts';
import { findRunningDatabase } from '../src/store/running-server.ts';
import type { Build } from './support/main-process.ts';
import { sharedBuild } from './support/shared-build.ts';
import { startUsher, type Usher } from './support/usher.ts';

let dataDir: string;
let build: Build;
let usher: Usher;
let isStopped = false;

beforeAll(async () => {
  build = await sharedBuild();
  dataDir = await mkdtemp(join(tmpdir(), 'usher-tools-'));
  usher = await startUsher({ dataDir, slackMode: 'http' });
});

afterAll(async () => {
  if (!isStopped) await usher?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** As an operator types it, with the settings of the Usher that runs. */
const type = (tool: string, ...words: string[]) => build.tool(tool, words, { ...process.env, ...usher.env });

describe('npm run admin', () => {
  const admin = (...words: string[]) => type('admin', ...words);

  it('when Usher runs on the embedded server, appoints an admin beside it, audited as cli', async () => {
    const { code, output } = await admin('appoint', 'Bob@example.com');
    expect(output).toBe('Bob@example.com is an active admin now. They type /members in Slack to begin.\n');
    expect(code).toBe(0);
    const rows = await usher.query(
      `SELECT a.email_key, m.status::text, r.is_admin, (a.vouched_at IS NOT NULL) AS vouched FROM membership m
       JOIN account a ON a.id = m.account_id JOIN role r ON r.id = m.role_id WHERE a.email_key = 'bob@example.com'`,
    );
    expect(rows).toEqual([{ email_key: 'bob@example.com', status: 'ACTIVE', is_admin: true, vouched: true }]);
    const trail = await usher.query("SELECT actor_kind::text, via FROM audit_event WHERE via = 'cli'");
    expect(trail).toEqual([{ actor_kind: 'CLI', via: 'cli' }]);
  });

  it('when they are an active admin already, says so and changes nothing', async () => {
    const { code, output } = await admin('appoint', 'ada@example.com');
    expect(output).toContain('ada@example.com is an active admin already.');
    expect(code).toBe(0);
  });

  it.each([
    [['appoint', 'not-an-address'], '"not-an-address" is not an email address. Usage: npm run admin -- appoint'],
    [['dismiss', 'ada@example.com'], 'Usage: npm run admin -- appoint ada@example.com'],
    [[], 'Usage: npm run admin -- appoint ada@example.com'],
  ])('when asked %j, answers one line and code 1', async (words, line) => {
    const { code, output } = await admin(...words);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(output).toContain(line);
    expect(code).toBe(1);
  });
});

describe('npm run doctor', () => {
  it('beside a running Usher looks into its embedded database, and ends with code 1 when something is broken', async () => {
    const { code, output } = await type('doctor');
    const lines = output.trim().split('\n');
    expect(lines).toContain('ok       Database');
    expect(lines).toContainEqual(expect.stringMatching(/^broken {3}Organization: No admin has said yet who they are/));
    expect(lines.at(-1)).toMatch(/^Usher runs\. 1 thing is broken/);
    expect(code).toBe(1);
    // It stopped nothing.
    expect(await usher.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('when it is asked for what it does not know, says how it is used', async () => {
    expect(await type('doctor', '--cure')).toEqual({
      code: 1,
      output: expect.stringContaining('Usage: npm run doctor, or npm run doctor -- --retry'),
    });
  });

  it('after Usher stopped starts the database for as long as it looks; before the first start it makes none', async () => {
    await usher.stop();
    isStopped = true;
    const given = { envTrouble: null, retry: false };
    const { report, lines } = await runDoctor(usher.env, given);
    expect(report.isRunning).toBe(false);
    expect(lines).toContainEqual(expect.stringContaining('No admin has said yet who they are'));
    expect(lines).toContain('-        The way in: not looked at: Usher does not run.');
    expect(await findRunningDatabase(dataDir)).toBeUndefined();

    const folder = join(dataDir, 'never-started');
    const first = await runDoctor({ ...usher.env, DATA_DIR: folder }, given);
    expect(first.lines).toContain('-        Database: not looked at: the first start of Usher makes it.');
    expect(existsSync(folder)).toBe(false);
  });
});
