import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startUsher, type Usher } from './support/usher.ts';

const run = promisify(execFile);

describe('npm run admin', () => {
  let dataDir: string;
  let usher: Usher;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'usher-admin-'));
    usher = await startUsher({ dataDir });
  }, 60_000);

  afterAll(async () => {
    await usher?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const admin = async (...words: string[]): Promise<{ code: number; output: string }> => {
    const env = {
      ...process.env,
      SLACK_API_URL: usher.workspace.apiUrl,
      SLACK_BOT_TOKEN: usher.workspace.token,
      SLACK_SIGNING_SECRET: 'not-used-by-the-command',
      PUBLIC_URL: usher.publicUrl,
      APP_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
      DATA_DIR: dataDir,
    };
    try {
      const { stdout, stderr } = await run(process.execPath, ['--import', 'tsx', 'src/admin.ts', ...words], { env });
      return { code: 0, output: stdout + stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, output: stdout + stderr };
    }
  };

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
