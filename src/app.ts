import type { Logger } from 'pino';
import { bounceHook } from './bounce-hook.ts';
import type { Config } from './config.ts';
import { asSocketStartError, connectSlack } from './connect-slack.ts';
import { createProbes, type ProbesInput } from './create-probes.ts';
import type { Deps } from './deps.ts';
import { healthCheck } from './health.ts';
import { type JobRunnerOptions, startJobRunner } from './jobs/job-runner.ts';
import { createIdentityCodes, createInviteLinks } from './link-signer.ts';
import { createBounceMailbox } from './mail/bounce-mailbox.ts';
import { createMailer, type Mailer } from './mail/mailer.ts';
import { createMails } from './mail/mails.ts';
import { countedMailer, countedStore } from './metrics/counted.ts';
import { type OpenStore, type OpenStoreOptions, openStore } from './open-store.ts';
import type { Metrics } from './ports/metrics.ts';
import { type Served, serve } from './serve.ts';
import { trySlackAgain } from './services/stop-slack.ts';
import { createChannels } from './slack/channels.ts';
import { createDirectory } from './slack/directory.ts';
import { guardedNotices } from './slack/guard-notices.ts';
import { createSlackEdge, type SlackEdge, type SlackEdgeParts } from './slack/slack-edge.ts';
import { createSlackToken } from './slack/slack-token.ts';
import { type AppMetrics, startMetrics } from './start-metrics.ts';
import { once, type Stoppable, stopAll } from './stop-parts.ts';
import { defaultDataDir } from './store/data-folder.ts';
import { appointAdmin, prepareOrganization } from './store/first-start.ts';
import { createStore } from './store/store.ts';
import { createPagesService } from './web/pages-service.ts';
import { createWebApp } from './web/web-app.ts';

export type App = {
  /** Where it listens, for a health check on this machine. */
  readonly port: number;
  /** The database it works on: the demo and the tests look into it. */
  readonly databaseUrl: string;
  /** Takes nothing new, answers what is under way, ends the jobs, and only then closes the database. May be called again. */
  readonly stop: () => Promise<void>;
};

/**
 * `askUrl`: how doctor asks the public address, for tests whose address is nobody's. `minuteMs`: how long a minute is, for the
 * demo that plays a week in some seconds. `windowPatienceMs`: for tests on busy machines.
 */
export type AppOptions = OpenStoreOptions &
  Pick<ProbesInput, 'askUrl'> &
  Pick<JobRunnerOptions, 'minuteMs'> &
  Partial<Pick<SlackEdgeParts, 'windowPatienceMs'>>;

/** Starts Usher, whole. Throws a StartError, a line for the operator, where they can mend what is wrong. */
export const startApp = async (config: Config, log: Logger, options: AppOptions = {}): Promise<App> => {
  const opened: Stoppable[] = [];
  try {
    return await assemble(config, log, options, opened);
  } catch (error) {
    await stopAll(opened, log);
    throw error;
  }
};

const assemble = async (config: Config, log: Logger, options: AppOptions, opened: Stoppable[]): Promise<App> => {
  const counting = startMetrics(config, log);
  const slack = await connectSlack(config, counting.metrics, log);
  const database = await openStore(config, log, options);
  opened.unshift({ what: 'database', stop: () => closeDatabase(database) });
  counting.watchDatabase(database);
  await prepareFirstStart(config, database, slack, log);

  const mailer = countedMailer(
    createMailer({ url: config.SMTP_URL, from: config.MAIL_FROM ?? 'usher@localhost' }, log),
    counting.metrics,
  );
  opened.unshift({ what: 'mail', stop: async () => mailer.close() });
  const { askUrl, minuteMs, windowPatienceMs } = options;
  const deps = createDeps(config, log, { database, slack, mailer, metrics: counting.metrics, askUrl });
  // A new token may have been what it waited for.
  await trySlackAgain(deps);
  const edge = await createSlackEdge({
    deps,
    settings: {
      mode: config.SLACK_MODE,
      signingSecret: config.SLACK_SIGNING_SECRET,
      appToken: config.SLACK_APP_TOKEN,
      botToken: config.SLACK_BOT_TOKEN,
      apiUrl: config.SLACK_API_URL,
      commandPrefix: config.COMMAND_PREFIX,
    },
    workspace: slack.workspace,
    log,
    windowPatienceMs,
  });
  const runner = await startJobRunner(database.url, deps, { quietMs: edge.quietMs, ...(minuteMs && { minuteMs }) });
  opened.unshift({ what: 'jobs', stop: runner.stop });
  const served = await listen(config, deps, { database, edge, metrics: counting.door });
  opened.unshift({ what: 'interactions', stop: () => stopEdges(served, edge) });
  const scraped = await counting.serve();
  if (scraped) opened.unshift({ what: 'metrics', stop: scraped.close });
  await edge.start().catch(asSocketStartError);
  log.info({ port: served.port, mode: config.SLACK_MODE, workspace: slack.workspace.teamName }, 'Usher is ready.');
  const stopOnce = once(() => stopAll(opened, log));
  return { port: served.port, databaseUrl: database.url, stop: stopOnce };
};

const prepareFirstStart = async (
  config: Config,
  database: OpenStore,
  { workspace, zoneOf }: Awaited<ReturnType<typeof connectSlack>>,
  log: Logger,
): Promise<void> => {
  const email = config.FIRST_ADMIN_EMAIL;
  const organizationId = await prepareOrganization(database, {
    workspace: { ...workspace, name: workspace.teamName },
    organizationName: config.ORGANIZATION_NAME ?? null,
    timeZone: (email && (await zoneOf(email))) || 'UTC',
  });
  if (!email) return;
  const appointed = await appointAdmin(database, { organizationId, email, via: 'job', onlyIfNone: true });
  if (appointed === 'appointed')
    log.info('The first admin was appointed: they type the members command in Slack to begin.');
};

type DepsParts = {
  readonly database: OpenStore;
  readonly slack: Awaited<ReturnType<typeof connectSlack>>;
  readonly mailer: Mailer;
  readonly metrics: Metrics;
  readonly askUrl: ProbesInput['askUrl'];
};

const createDeps = (config: Config, log: Logger, { database, slack, mailer, metrics, askUrl }: DepsParts): Deps => {
  const { workspace, clients } = slack;
  const secrets = { current: config.APP_SECRET, previous: config.APP_SECRET_PREVIOUS ?? null };
  const publicUrl = config.PUBLIC_URL;
  const links = createInviteLinks(publicUrl, secrets);
  const store = countedStore(createStore(database), metrics);
  const { teamId, botUserId } = workspace;
  const spoken = { client: clients.bulk, botUserId, now: store.now, teamId, findStop: store.findSlackStop };
  const noticesOf = guardedNotices(spoken);
  return {
    store,
    links,
    codes: createIdentityCodes(secrets),
    directory: createDirectory({ teamId, ...clients, log }),
    notices: noticesOf(),
    noticesOf,
    slackToken: createSlackToken({ teamId, client: clients.bulk, log }),
    bounceMailbox: config.BOUNCE_IMAP_URL ? createBounceMailbox({ url: config.BOUNCE_IMAP_URL }, log) : null,
    channels: createChannels({ client: clients.interactive, log }),
    mails: createMails({ mailer, isConfigured: config.SMTP_URL !== undefined, links, publicUrl }),
    metrics,
    probes: createProbes({
      config,
      database: { ...database, dataDir: config.DATABASE_URL ? null : (config.DATA_DIR ?? defaultDataDir()) },
      settings: { problems: [], envTrouble: null },
      askUrl,
      log,
    }),
    log,
    publicUrl,
  };
};

type Listening = { readonly database: OpenStore; readonly edge: SlackEdge; readonly metrics: AppMetrics['door'] };

const listen = (config: Config, deps: Deps, { database, edge, metrics }: Listening): Promise<Served> => {
  const web = createWebApp({
    service: createPagesService(deps),
    publicUrl: config.PUBLIC_URL,
    trustProxy: config.TRUST_PROXY,
    log: deps.log,
    slack: edge.handler,
    metrics,
    health: healthCheck({ deps, database, edge }),
    bounces: bounceHook(config, deps),
  });
  return serve(web, config.PORT, config.BIND_ADDRESS);
};

/** First nothing new, then what is under way. */
const stopEdges = async (served: Served, edge: SlackEdge): Promise<void> => {
  const closed = served.close();
  await edge.stop();
  await closed;
};

const closeDatabase = async (database: OpenStore): Promise<void> => {
  await database.close();
  await database.stopServer();
};
