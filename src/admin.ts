import { parseArgs } from 'node:util';
import { type Config, ConfigError, readConfig } from './config.ts';
import { connectSlack } from './connect-slack.ts';
import { parseEmailAddress } from './domain/email-address.ts';
import { loadEnv } from './load-env.ts';
import { createLogger } from './logger.ts';
import { noMetrics } from './metrics/no-metrics.ts';
import { openStore } from './open-store.ts';
import { StartError } from './start-error.ts';
import { defaultDataDir } from './store/data-folder.ts';
import { appointAdmin, prepareOrganization } from './store/first-start.ts';
import { findRunningDatabase } from './store/running-server.ts';

const USAGE = 'npm run admin -- appoint ada@example.com';

/** For the operator, when no admin can act in Slack any more: makes somebody an admin, audited as done by `cli`. */
const main = async (): Promise<void> => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [verb, text] = positionals;
  const address = text ? parseEmailAddress(text) : null;
  if (verb !== 'appoint' || positionals.length !== 2) throw new StartError(`Usage: ${USAGE}`);
  if (!address) throw new StartError(`"${text}" is not an email address. Usage: ${USAGE}`);

  loadEnv();
  const config = await besideRunning(readConfig(process.env));
  const log = createLogger('warn');
  const { workspace } = await connectSlack(config, noMetrics, log);
  const database = await openStore(config, log);
  try {
    const organizationId = await prepareOrganization(database, {
      workspace: { ...workspace, name: workspace.teamName },
      organizationName: config.ORGANIZATION_NAME ?? null,
      timeZone: 'UTC',
    });
    const { email } = address;
    const appointed = await appointAdmin(database, { organizationId, email, via: 'cli', onlyIfNone: false });
    const words = appointed === 'already_admin' ? 'is an active admin already' : 'is an active admin now';
    console.log(`${email} ${words}. They type /${config.COMMAND_PREFIX} in Slack to begin.`);
  } finally {
    await database.close();
    await database.stopServer();
  }
};

/** Usher may be running, and it alone owns its embedded server: then this works beside it, on the same one. */
const besideRunning = async (config: Config): Promise<Config> => {
  if (config.DATABASE_URL) return config;
  const running = await findRunningDatabase(config.DATA_DIR ?? defaultDataDir());
  return running ? { ...config, DATABASE_URL: running } : config;
};

await main().catch((error: unknown) => {
  if (!(error instanceof ConfigError) && !(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
