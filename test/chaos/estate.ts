import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { scopes } from '../../src/slack/scopes.ts';
import { processKind } from '../../src/store/postmaster-pid.ts';
import { findRunningDatabase } from '../../src/store/running-server.ts';
import { type Inbox, startInbox } from '../support/inbox.ts';
import type { Build, MainProcess } from '../support/main-process.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { seedMember } from '../support/seed.ts';
import type { Person } from '../support/workspace/person.ts';
import type { WorkspaceOptions } from '../support/workspace/state.ts';
import { startWorkspace, type Workspace } from '../support/workspace/workspace.ts';

/** Ushers as an operator runs them, each a process of its own, and what they talk with: Slack, a mail server, PostgreSQL. */
export type Estate = {
  readonly workspace: Workspace;
  readonly inbox: Inbox;
  /** Slack's requests go through it, to each of the processes in turn. */
  readonly door: Relay;
  readonly admins: readonly Person[];
  /** Starts one more, and waits until it is ready. */
  readonly start: () => Promise<Running>;
  /** Starts one more without waiting for anything. */
  readonly launch: (options?: { readonly ownGroup?: boolean }) => MainProcess;
  readonly query: <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;
  /** Of the PostgreSQL that Usher runs by itself. */
  readonly killDatabase: () => Promise<void>;
  /** Whether that one runs. */
  readonly hasDatabase: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
};

export type Running = { readonly port: number; readonly usher: MainProcess };

export type EstateOptions = {
  readonly build: Build;
  readonly admins?: number;
  /** Without one, Usher runs its own PostgreSQL. */
  readonly databaseUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Slack's limits of calls: see `WorkspaceOptions`. */
  readonly rateLimits?: WorkspaceOptions['rateLimits'];
};

const SIGNING_SECRET = 'a-signing-secret-of-the-local-workspace';

/** Waits for nothing: the first `start` makes the organization, and `settle` its admins. */
export const openEstate = async (options: EstateOptions): Promise<Estate> => {
  const workspace = await startWorkspace({
    scopes: Object.keys(scopes),
    ...(options.rateLimits && { rateLimits: options.rateLimits }),
  });
  const [inbox, door, folder] = await Promise.all([
    startInbox(),
    startRelay(),
    mkdtemp(join(tmpdir(), 'usher-chaos-data-')),
  ]);
  workspace.connect({ url: `http://127.0.0.1:${door.port}/slack/events`, signingSecret: SIGNING_SECRET });
  const admins = Array.from({ length: options.admins ?? 1 }, (_, n) =>
    workspace.person({ firstName: 'Admin', lastName: `Number${n}`, email: `admin${n}@example.com` }),
  );
  const env = {
    SLACK_API_URL: workspace.apiUrl,
    SLACK_BOT_TOKEN: workspace.token,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    PUBLIC_URL: 'https://usher.example.com',
    APP_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
    SMTP_URL: inbox.url,
    MAIL_FROM: 'usher@example.com',
    ORGANIZATION_NAME: 'Example Org',
    DATABASE_URL: options.databaseUrl ?? '',
    DATA_DIR: folder,
    PORT: '0',
    ...options.env,
  };
  const processes: MainProcess[] = [];
  const databaseUrl = async (): Promise<string> => {
    const url = options.databaseUrl ?? (await findRunningDatabase(folder));
    if (!url) throw new Error('PostgreSQL does not run.');
    return url;
  };
  const query: Estate['query'] = async (text, values) => {
    const client = new pg.Client(await databaseUrl());
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(text, values)).rows as never[];
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  const launch: Estate['launch'] = (how) => {
    const usher = options.build.start(env, folder, how);
    processes.push(usher);
    return usher;
  };
  const pidFile = join(folder, 'database/pgdata/postmaster.pid');
  /** Only if it is a PostgreSQL: the number may be somebody else's by now. */
  const findServer = async (): Promise<number | undefined> => {
    const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
    return pid > 1 && (await processKind(pid)) === 'postgres' ? pid : undefined;
  };
  const endDatabase = async (signal: NodeJS.Signals): Promise<void> => {
    const pid = await findServer();
    if (pid) process.kill(pid, signal);
  };
  return {
    workspace,
    inbox,
    door,
    admins,
    launch,
    start: async () => {
      const usher = launch();
      const { port } = await usher.says('Usher is ready.');
      return { port: Number(port), usher };
    },
    query,
    killDatabase: () => endDatabase('SIGKILL'),
    hasDatabase: async () => (await findServer()) !== undefined,
    stop: async () => {
      for (const { kill, ended } of processes) {
        kill('SIGKILL');
        await ended;
      }
      await endDatabase('SIGQUIT');
      await Promise.all([workspace.stop(), inbox.close(), door.close()]);
      await rm(folder, { recursive: true, force: true, maxRetries: 20 });
    },
  };
};

/** The admins are there, and may invite as many as they like. */
export const settle = async (estate: Pick<Estate, 'query' | 'admins'>): Promise<void> => {
  for (const admin of estate.admins) {
    await seedMember(estate, {
      email: admin.email,
      firstName: admin.firstName,
      lastName: admin.lastName,
      role: 'Admin',
      slack: admin,
    });
  }
  await estate.query('UPDATE organization SET daily_invitation_cap = 100000');
};
