import { runOnce, Logger as WorkerLogger } from 'graphile-worker';
import pg from 'pg';
import { createProbes } from '../../src/create-probes.ts';
import type { Deps } from '../../src/deps.ts';
import type { Organization } from '../../src/domain/organization.ts';
import { taskList } from '../../src/jobs/task-list.ts';
import { createIdentityCodes, createInviteLinks, createShareableLinks } from '../../src/link-signer.ts';
import { createLogger } from '../../src/logger.ts';
import { createMailer } from '../../src/mail/mailer.ts';
import { createMails } from '../../src/mail/mails.ts';
import { noMetrics } from '../../src/metrics/no-metrics.ts';
import { createChannels } from '../../src/slack/channels.ts';
import { createDirectory } from '../../src/slack/directory.ts';
import { guardedNotices } from '../../src/slack/guard-notices.ts';
import { identifyWorkspace } from '../../src/slack/identify-workspace.ts';
import { scopes } from '../../src/slack/scopes.ts';
import { slackLogger } from '../../src/slack/slack-logger.ts';
import { createSlackToken } from '../../src/slack/slack-token.ts';
import { createWebClients } from '../../src/slack/web-clients.ts';
import { openStoreClient, type StoreClient } from '../../src/store/client.ts';
import { prepareOrganization } from '../../src/store/first-start.ts';
import { createStore } from '../../src/store/store.ts';
import { createDatabase, type TestDatabase } from './database.ts';
import { type Inbox, startInbox } from './inbox.ts';
import { startWorkspace, type Workspace } from './workspace/workspace.ts';

export type WaitingJob = { readonly name: string; readonly payload: Record<string, unknown>; readonly runAt: Date };

/** Everything behind the edges, on real parts: PostgreSQL, SMTP on loopback, and the local Slack workspace. */
export type Services = {
  readonly deps: Deps;
  readonly url: string;
  readonly client: StoreClient;
  readonly workspace: Workspace;
  readonly inbox: Inbox;
  readonly organizationId: string;
  /** What was logged and not taken yet. */
  readonly logged: (level?: 'info' | 'warn' | 'error') => Record<string, unknown>[];
  readonly forgetLog: () => void;
  readonly query: <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;
  /** The organization as the store reads it. */
  readonly organization: () => Promise<Organization>;
  /** Columns of the organization, until `undo`. */
  readonly change: (settings: Readonly<Record<string, unknown>>) => Promise<() => Promise<void>>;
  /** Moves the one clock on. */
  readonly advance: (interval: string) => Promise<void>;
  /** Sets the one clock to an instant, before or after now. */
  readonly setClock: (at: Date) => Promise<void>;
  /** What waits in the queue, oldest first. */
  readonly waitingJobs: (name?: string) => Promise<WaitingJob[]>;
  /** Runs all that is due or begins within a second, until nothing is left. `hurry`: also what waits for a retry, once. */
  readonly runJobs: (options?: { hurry?: boolean }) => Promise<void>;
  /** Makes the next try of every waiting job its last one. */
  readonly lastTry: () => Promise<void>;
  readonly clearJobs: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type ServicesOptions = {
  readonly mail?: boolean;
  /** Null: as in Socket Mode without one. */
  readonly publicUrl?: string | null;
  /** Slack's limits of calls: see `WorkspaceOptions`. */
  readonly rateLimits?: boolean;
  /** Without one, a clone of the template of this test run. */
  readonly database?: TestDatabase;
};

const LEVELS = { info: 30, warn: 40, error: 50 } as const;
const PUBLIC_URL = 'https://usher.example.com';
const FROM = 'usher@example.com';
const SECRETS = { current: 'a-secret-for-tests-only-0123456789abcdef', previous: null };

export const startServices = async ({
  mail = true,
  publicUrl = PUBLIC_URL,
  rateLimits = false,
  ...given
}: ServicesOptions = {}): Promise<Services> => {
  const database = given.database ?? (await createDatabase());
  const workspace = await startWorkspace({ scopes: Object.keys(scopes), rateLimits });
  const inbox = await startInbox();
  const lines: string[] = [];
  const log = createLogger('info', { write: (line) => void lines.push(line) });
  const client = openStoreClient(database.url, log);
  const clients = createWebClients({ botToken: workspace.token, apiUrl: workspace.apiUrl, logger: slackLogger(log) });
  const slack = await identifyWorkspace(clients.bulk);
  const organizationId = await prepareOrganization(client, {
    workspace: { ...slack, name: slack.teamName },
    organizationName: 'Example Org',
    timeZone: 'Europe/Berlin',
  });
  const store = createStore(client);
  const links = createInviteLinks(publicUrl, SECRETS);
  const mailer = createMailer({ url: mail ? inbox.url : undefined, from: FROM }, log);
  const mails = createMails({ mailer, hasServer: mail, links, publicUrl, from: FROM });
  const { teamId, botUserId } = slack;
  const canMail = mails.state === 'ready';
  const spoken = { client: clients.bulk, botUserId, now: store.now, canMail, teamId, findStop: store.findSlackStop };
  const noticesOf = guardedNotices(spoken);
  const deps: Deps = {
    store,
    links,
    shareableLinks: createShareableLinks(publicUrl, SECRETS),
    codes: createIdentityCodes(SECRETS),
    // A busy machine is slow, and nothing is known of whom Slack has not told in time.
    directory: createDirectory({ teamId: slack.teamId, ...clients, log, patienceMs: 10_000 }),
    notices: noticesOf(),
    noticesOf,
    slackToken: createSlackToken({ teamId: slack.teamId, client: clients.bulk, log }),
    bounceMailbox: null,
    channels: createChannels({ client: clients.interactive, log }),
    mails,
    metrics: noMetrics,
    probes: createProbes({
      config: {
        SLACK_BOT_TOKEN: workspace.token,
        SLACK_API_URL: workspace.apiUrl,
        SMTP_URL: mail ? inbox.url : undefined,
      },
      database: { ...client, url: database.url, dataDir: null },
      settings: { problems: [], envTrouble: null },
      log,
    }),
    log,
    publicUrl,
  };
  const pool = openPool(database.url);
  const query: Services['query'] = async (text, values) => (await pool.query(text, values)).rows as never[];
  const logged: Services['logged'] = (level = 'info') =>
    lines.map((line) => JSON.parse(line)).filter((line) => line.level >= LEVELS[level]);
  return {
    deps,
    url: database.url,
    client,
    workspace,
    inbox,
    organizationId,
    logged,
    forgetLog: () => {
      lines.length = 0;
    },
    query,
    organization: async () => found(await store.findOrganization(organizationId)),
    change: (settings) => change(query, organizationId, settings),
    advance: (interval) => advance(query, interval),
    setClock: (at) => setClock(query, at),
    waitingJobs: (name) => waitingJobs(query, name),
    runJobs: (options) => runJobs(pool, query, deps, options?.hurry ?? false),
    lastTry: async () => void (await query('UPDATE graphile_worker._private_jobs SET attempts = max_attempts - 1')),
    clearJobs: async () => void (await query('DELETE FROM graphile_worker._private_jobs')),
    stop: async () => {
      mailer.close({ force: true });
      await Promise.all([client.close(), pool.end(), workspace.stop(), inbox.close()]);
      await database.drop();
    },
  };
};

export const found = <T>(value: T | null | undefined): T => {
  if (value === null || value === undefined) throw new Error('It is not there.');
  return value;
};

const openPool = (url: string): pg.Pool => {
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};

const change = async (query: Services['query'], id: string, settings: Readonly<Record<string, unknown>>) => {
  const columns = Object.keys(settings);
  const [before = {}] = await query(`SELECT ${columns.join(', ')} FROM organization WHERE id = $1`, [id]);
  const set = async (values: Readonly<Record<string, unknown>>): Promise<void> => {
    const assignments = columns.map((column, index) => `${column} = $${index + 2}`).join(', ');
    await query(`UPDATE organization SET ${assignments} WHERE id = $1`, [id, ...columns.map((name) => values[name])]);
  };
  await set(settings);
  return () => set(before);
};

/** `usher_now()` reads the offset from the catalog, so that open sessions follow at once. */
const advance = async (query: Services['query'], interval: string): Promise<void> => {
  const [row] = await query<{ name: string; total: string }>(
    'SELECT current_database() AS name, (usher_clock_offset() + $1::interval)::text AS total',
    [interval],
  );
  await query(`ALTER DATABASE "${row?.name}" SET usher.clock_offset = '${row?.total}'`);
};

const setClock = async (query: Services['query'], at: Date): Promise<void> => {
  const [row] = await query<{ name: string; offset: string }>(
    'SELECT current_database() AS name, ($1::timestamptz - now())::text AS offset',
    [at],
  );
  await query(`ALTER DATABASE "${row?.name}" SET usher.clock_offset = '${row?.offset}'`);
};

const waitingJobs = (query: Services['query'], name?: string): Promise<WaitingJob[]> =>
  query<WaitingJob>(
    `SELECT t.identifier AS name, j.payload, j.run_at AS "runAt" FROM graphile_worker._private_jobs j
     JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     WHERE j.attempts < j.max_attempts AND ($1::text IS NULL OR t.identifier = $1) ORDER BY j.id`,
    [name ?? null],
  );

// Else the library does not wait until it has told the queue what is done.
const reportedAtOnce = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };
const quiet = new WorkerLogger(() => () => undefined);

const runJobs = async (pool: pg.Pool, query: Services['query'], deps: Deps, hurry: boolean): Promise<void> => {
  for (let round = 0; round < 60; round += 1) {
    const due = await query(
      `UPDATE graphile_worker._private_jobs SET run_at = least(run_at, now() - interval '1 ms')
       WHERE is_available AND ($1 OR run_at < now() + interval '1 second') RETURNING id`,
      [hurry && round === 0],
    );
    if (due.length === 0) return;
    await runOnce({
      pgPool: pool,
      concurrency: 4,
      noHandleSignals: true,
      logger: quiet,
      taskList: taskList(deps),
      preset: reportedAtOnce,
    });
  }
  throw new Error('The queue does not get empty: jobs make jobs without end.');
};
