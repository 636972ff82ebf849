// A process of its own that runs jobs, to be killed: `node --import tsx runner-process.ts DATABASE_URL SLACK_API_URL TOKEN TEAM_ID`.
// It has no mail, and writes its log to standard output.
import { readConfig } from '../../src/config.ts';
import { createDeps } from '../../src/create-deps.ts';
import { startJobRunner } from '../../src/jobs/job-runner.ts';
import { createLogger } from '../../src/logger.ts';
import { createMailer } from '../../src/mail/mailer.ts';
import { noMetrics } from '../../src/metrics/no-metrics.ts';
import { slackLogger } from '../../src/slack/slack-logger.ts';
import { createWebClients } from '../../src/slack/web-clients.ts';
import { openStoreClient } from '../../src/store/client.ts';

const [url = '', apiUrl = '', botToken = '', teamId = ''] = process.argv.slice(2);

const log = createLogger('info');
const config = readConfig({
  DATABASE_URL: url,
  SLACK_API_URL: apiUrl,
  SLACK_BOT_TOKEN: botToken,
  SLACK_SIGNING_SECRET: 'a-signing-secret-of-the-local-workspace',
  PUBLIC_URL: 'https://usher.example.com',
  APP_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
});
const deps = createDeps(config, log, {
  database: { ...openStoreClient(url, log), url, stopServer: async () => {} },
  slack: {
    clients: createWebClients({ botToken, apiUrl, logger: slackLogger(log) }),
    workspace: { teamId, teamName: 'Example', botUserId: 'U0', botId: 'B0', enterpriseId: null },
    zoneOf: async () => undefined,
  },
  mailer: createMailer({ from: 'usher@example.com' }, log),
  metrics: noMetrics,
  askUrl: undefined,
});

await startJobRunner(url, deps);
log.info('Jobs are run.');
