// A process of its own that runs jobs, to be killed: `node --import tsx runner-process.ts DATABASE_URL SLACK_API_URL TOKEN`.
// It has no mail, and writes its log to standard output.
import { createProbes } from '../../src/create-probes.ts';
import { startJobRunner } from '../../src/jobs/job-runner.ts';
import { createIdentityCodes, createInviteLinks, createShareableLinks } from '../../src/link-signer.ts';
import { createLogger } from '../../src/logger.ts';
import { createMailer } from '../../src/mail/mailer.ts';
import { createMails } from '../../src/mail/mails.ts';
import { noMetrics } from '../../src/metrics/no-metrics.ts';
import { createChannels } from '../../src/slack/channels.ts';
import { createDirectory } from '../../src/slack/directory.ts';
import { guardedNotices } from '../../src/slack/guard-notices.ts';
import { slackLogger } from '../../src/slack/slack-logger.ts';
import { createSlackToken } from '../../src/slack/slack-token.ts';
import { createWebClients } from '../../src/slack/web-clients.ts';
import { openStoreClient } from '../../src/store/client.ts';
import { createStore } from '../../src/store/store.ts';

const [url = '', apiUrl = '', botToken = '', teamId = ''] = process.argv.slice(2);
const sender = 'usher@example.com';
const publicUrl = 'https://usher.example.com';
const secrets = { current: 'a-secret-for-tests-only-0123456789abcdef', previous: null };

const log = createLogger('info');
const clients = createWebClients({ botToken, apiUrl, logger: slackLogger(log) });
const store = createStore(openStoreClient(url, log));
const links = createInviteLinks(publicUrl, secrets);
const spoken = {
  client: clients.bulk,
  botUserId: 'U0',
  now: store.now,
  canMail: false,
  teamId,
  findStop: store.findSlackStop,
};
const noticesOf = guardedNotices(spoken);
const mailer = createMailer({ from: sender }, log);

await startJobRunner(url, {
  store,
  links,
  shareableLinks: createShareableLinks(publicUrl, secrets),
  codes: createIdentityCodes(secrets),
  directory: createDirectory({ teamId, ...clients, log }),
  notices: noticesOf(),
  noticesOf,
  slackToken: createSlackToken({ teamId, client: clients.bulk, log }),
  bounceMailbox: null,
  channels: createChannels({ client: clients.interactive, log }),
  mails: createMails({ mailer, hasServer: false, links, publicUrl, from: sender }),
  metrics: noMetrics,
  probes: createProbes({
    config: {},
    database: null,
    settings: { problems: [], envTrouble: null },
    log,
  }),
  log,
  publicUrl,
});
log.info('Jobs are run.');
