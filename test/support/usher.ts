import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Logger } from 'pino';
import { type App, type AppOptions, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import { scopes } from '../../src/slack/scopes.ts';
import { freePort } from './free-port.ts';
import { type Inbox, startInbox } from './inbox.ts';
import { nowOf, type WorkspaceOptions } from './workspace/state.ts';
import { startWorkspace, type Workspace } from './workspace/workspace.ts';

/** The whole of Usher on loopback: a workspace, an inbox, a database, and the app between them. */
export type Usher = {
  readonly workspace: Workspace;
  readonly inbox: Inbox;
  /** The one that runs now. */
  readonly app: App;
  readonly publicUrl: string;
  /** Where Slack sends to, and the secret it signs with: for `workspace.connect`. */
  readonly connection: { readonly url: string; readonly signingSecret: string };
  /** Has Slack send to it, by its mode: for what has sent elsewhere for a while. */
  readonly connect: () => void;
  /** Every line that was logged. */
  readonly logLines: readonly string[];
  /** The settings that it runs with. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly query: <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;
  /** Moves the one clock on, for all that runs. */
  readonly advance: (interval: string) => Promise<void>;
  /** Starts the app again on the same database and port; the caller has stopped the one before. */
  readonly startAgain: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type UsherOptions = {
  readonly databaseUrl?: string;
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly firstAdminEmail?: string;
  /** How Slack reaches it; by default as the run of tests was told. */
  readonly slackMode?: SlackMode;
  /** How doctor asks PUBLIC_URL, where that is an address of nobody. */
  readonly askUrl?: AppOptions['askUrl'];
  /** How long a minute is, for what is done each minute. */
  readonly minuteMs?: number;
  /** A busy machine is slow, and only tests of slowness are about it; 2 s unless told otherwise. */
  readonly windowPatienceMs?: number;
  /** How long it waits at least until Slack says who is who. */
  readonly directoryPatienceMs?: number | undefined;
  /** How long Slack waits for an answer: see `WorkspaceOptions`. */
  readonly deadlineMs?: number | undefined;
  /** Slack's limits of calls: see `WorkspaceOptions`. */
  readonly rateLimits?: WorkspaceOptions['rateLimits'];
  /** Called between the start of the workspace and that of the app: people and channels that are there from the beginning. */
  readonly prepare?: (workspace: Workspace) => void;
};

/** For all that is not about slowness: a trigger survives a machine that is busy for seconds. Bolt itself gives an ack 3 s, by HTTP. */
export const unhurried = { deadlineMs: 15_000, directoryPatienceMs: 10_000 } as const satisfies UsherOptions;

/** A minute that outlasts each test: what is done every minute would change things beside what is looked at, on a slow machine alone. */
export const noMinutePasses = 3_600_000;

type SlackMode = 'http' | 'socket';

/** `USHER_TEST_SLACK_MODE=socket npx vitest run test/e2e` plays all of it in Socket Mode. */
const defaultMode: SlackMode = process.env['USHER_TEST_SLACK_MODE'] === 'socket' ? 'socket' : 'http';

const SIGNING_SECRET = 'a-signing-secret-of-the-local-workspace';

export const startUsher = async (options: UsherOptions = {}): Promise<Usher> => {
  // What the manifest asks for has to be enough for all that Usher does.
  const workspace = await startWorkspace({
    scopes: Object.keys(scopes),
    ...(options.rateLimits && { rateLimits: options.rateLimits }),
    ...(options.deadlineMs && { deadlineMs: options.deadlineMs }),
  });
  const inbox = await startInbox(() => nowOf(workspace.context.state));
  // PUBLIC_URL has to be known before the app listens.
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const mode = options.slackMode ?? defaultMode;
  options.prepare?.(workspace);
  const logLines: string[] = [];
  const log: Logger = createLogger('info', { write: (line) => void logLines.push(line) });
  const env = {
    SLACK_API_URL: workspace.apiUrl,
    SLACK_BOT_TOKEN: workspace.token,
    ...(mode === 'socket'
      ? { SLACK_MODE: 'socket', SLACK_APP_TOKEN: workspace.appToken }
      : { SLACK_SIGNING_SECRET: SIGNING_SECRET }),
    PUBLIC_URL: publicUrl,
    PORT: String(port),
    APP_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
    SMTP_URL: inbox.url,
    MAIL_FROM: 'usher@example.com',
    ORGANIZATION_NAME: 'Example Org',
    FIRST_ADMIN_EMAIL: options.firstAdminEmail ?? 'ada@example.com',
    ...(options.databaseUrl && { DATABASE_URL: options.databaseUrl }),
    ...(options.dataDir && { DATA_DIR: options.dataDir }),
    ...options.env,
  };
  const config = readConfig(env);
  const start = () =>
    startApp(config, log, {
      throwAway: true,
      askUrl: options.askUrl,
      windowPatienceMs: options.windowPatienceMs ?? 2000,
      directoryPatienceMs: options.directoryPatienceMs,
      ...(options.minuteMs && { minuteMs: options.minuteMs }),
    });
  let app = await start();
  workspace.follow(() => app.quietMs());
  const connection = { url: `${publicUrl}/slack/events`, signingSecret: SIGNING_SECRET };
  const connect = (): void => (mode === 'socket' ? workspace.connectSockets() : workspace.connect(connection));
  connect();
  const pool = new pg.Pool({ connectionString: app.databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  return {
    workspace,
    inbox,
    get app() {
      return app;
    },
    publicUrl,
    connection,
    connect,
    logLines,
    env,
    query: async (text, values) =>
      (await pool.query({ ...preparedIfLong(text), text, values: values ?? [] })).rows as never[],
    advance: async (interval) => workspace.advance(await advanceClock(pool, interval)),
    startAgain: async () => {
      app = await start();
    },
    stop: async () => {
      await app.stop();
      await pool.end();
      await workspace.stop();
      await inbox.close();
    },
  };
};

// Like the digest of all tables, which some tests take a thousand times: planning it takes longer than the answer.
const preparedIfLong = (text: string) =>
  text.length > 1000 ? { name: createHash('md5').update(text).digest('hex') } : {};

/**
 * `usher.clock_offset` grows; `usher_now()` reads it from the catalog, so that open sessions follow at once. Says by how many
 * milliseconds, for Slack's own clock.
 */
const advanceClock = async (pool: pg.Pool, interval: string): Promise<number> => {
  const { rows } = await pool.query<{ name: string; total: string; ms: number }>(
    `SELECT current_database() AS name, (usher_clock_offset() + $1::interval)::text AS total,
      (extract(epoch FROM $1::interval) * 1000)::float8 AS ms`,
    [interval],
  );
  const { name, total, ms } = rows[0] ?? { name: '', total: '', ms: 0 };
  await pool.query(`ALTER DATABASE "${name}" SET usher.clock_offset = '${total}'`);
  return ms;
};
