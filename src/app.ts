import type { Logger } from 'pino';
import { bounceHook } from './bounce-hook.ts';
import type { Config } from './config.ts';
import { asSocketStartError, connectSlack } from './connect-slack.ts';
import { createDeps, type DepsParts, senderOf } from './create-deps.ts';
import type { ProbesInput } from './create-probes.ts';
import type { Deps } from './deps.ts';
import { healthCheck } from './health.ts';
import { type JobRunnerOptions, startJobRunner } from './jobs/job-runner.ts';
import { createMailer } from './mail/mailer.ts';
import { countedMailer } from './metrics/counted.ts';
import { type OpenStore, type OpenStoreOptions, openStore } from './open-store.ts';
import { type Served, serve } from './serve.ts';
import { trySlackAgain } from './services/stop-slack.ts';
import { createSlackEdge, type SlackEdge, type SlackEdgeParts } from './slack/slack-edge.ts';
import { type AppMetrics, startMetrics } from './start-metrics.ts';
import { once, type Stoppable, stopAll } from './stop-parts.ts';
import { appointAdmin, prepareOrganization } from './store/first-start.ts';
import { createJoinService } from './web/join-service.ts';
import { createPagesService } from './web/pages-service.ts';
import { createWebApp } from './web/web-app.ts';

export type App = {
  /** Where it listens, for a health check on this machine. */
  readonly port: number;
  /** The database it works on: the demo and the tests look into it. */
  readonly databaseUrl: string;
  /** Takes nothing new, answers what is under way, ends the jobs, and only then closes the database. May be called again. */
  readonly stop: () => Promise<void>;
  /** For how long nobody in Slack has been waiting for an answer, in milliseconds; 0 while somebody is. Tests wait for it. */
  readonly quietMs: () => number;
};

/**
 * `askUrl`: how doctor asks the public address, for tests whose address is nobody's. `minuteMs`: how long a minute is, for the
 * demo that plays a week in some seconds. `windowPatienceMs` and `directoryPatienceMs`: for tests on busy machines.
 */
export type AppOptions = OpenStoreOptions &
  Pick<ProbesInput, 'askUrl'> &
  Pick<JobRunnerOptions, 'minuteMs'> &
  Partial<Pick<SlackEdgeParts, 'windowPatienceMs'>> &
  Pick<DepsParts, 'directoryPatienceMs'>;

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

  const mailer = countedMailer(createMailer({ url: config.SMTP_URL, from: senderOf(config) }, log), counting.metrics);
  opened.unshift({ what: 'mail', stop: async () => mailer.close() });
  const { askUrl, minuteMs, windowPatienceMs, directoryPatienceMs } = options;
  const parts = { metrics: counting.metrics, askUrl, directoryPatienceMs };
  const deps = createDeps(config, log, { database, slack, mailer, ...parts });
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
  return { port: served.port, databaseUrl: database.url, stop: stopOnce, quietMs: edge.quietMs };
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

type Listening = { readonly database: OpenStore; readonly edge: SlackEdge; readonly metrics: AppMetrics['door'] };

const listen = (config: Config, deps: Deps, { database, edge, metrics }: Listening): Promise<Served> => {
  const web = createWebApp({
    service: createPagesService(deps),
    joins: createJoinService(deps, config.COMMAND_PREFIX),
    publicUrl: deps.publicUrl,
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
