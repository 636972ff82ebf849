import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { SlackConnection } from './connect-slack.ts';
import { createProbes, type ProbesInput } from './create-probes.ts';
import type { Deps } from './deps.ts';
import { createIdentityCodes, createInviteLinks, createShareableLinks } from './link-signer.ts';
import { createBounceMailbox } from './mail/bounce-mailbox.ts';
import type { Mailer } from './mail/mailer.ts';
import { createMails } from './mail/mails.ts';
import { countedStore } from './metrics/counted.ts';
import type { OpenStore } from './open-store.ts';
import type { Metrics } from './ports/metrics.ts';
import { createChannels } from './slack/channels.ts';
import { createDirectory, type DirectoryParts } from './slack/directory.ts';
import { guardedNotices } from './slack/guard-notices.ts';
import { createSlackToken } from './slack/slack-token.ts';
import { defaultDataDir } from './store/data-folder.ts';
import { createStore } from './store/store.ts';

/** The address that mails are sent from; without mail, of nobody. */
export const senderOf = ({ MAIL_FROM: from = 'usher@localhost' }: Config): string => from;

export type DepsParts = {
  readonly database: OpenStore;
  readonly slack: SlackConnection;
  readonly mailer: Mailer;
  readonly metrics: Metrics;
  readonly askUrl: ProbesInput['askUrl'];
  readonly directoryPatienceMs?: DirectoryParts['patienceMs'];
};

/** Fills the ports that the services are given. */
export const createDeps = (
  config: Config,
  log: Logger,
  { database, slack, mailer, metrics, askUrl, directoryPatienceMs }: DepsParts,
): Deps => {
  const { workspace, clients } = slack;
  const secrets = { current: config.APP_SECRET, previous: config.APP_SECRET_PREVIOUS ?? null };
  const publicUrl = config.PUBLIC_URL ?? null;
  const links = createInviteLinks(publicUrl, secrets);
  const store = countedStore(createStore(database), metrics);
  const { teamId, botUserId } = workspace;
  const hasServer = config.SMTP_URL !== undefined;
  const mails = createMails({ mailer, hasServer, links, publicUrl, from: senderOf(config) });
  const canMail = mails.state === 'ready';
  const spoken = { client: clients.bulk, botUserId, now: store.now, canMail, teamId, findStop: store.findSlackStop };
  const noticesOf = guardedNotices(spoken);
  return {
    store,
    links,
    shareableLinks: createShareableLinks(publicUrl, secrets),
    codes: createIdentityCodes(secrets),
    directory: createDirectory({ teamId, ...clients, log, patienceMs: directoryPatienceMs }),
    notices: noticesOf(),
    noticesOf,
    slackToken: createSlackToken({ teamId, client: clients.bulk, log }),
    bounceMailbox: config.BOUNCE_IMAP_URL ? createBounceMailbox({ url: config.BOUNCE_IMAP_URL }, log) : null,
    channels: createChannels({ client: clients.interactive, log }),
    mails,
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
