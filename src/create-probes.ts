import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { SettingsFacts } from './domain/doctor/facts.ts';
import { probeQueue } from './jobs/probe-queue.ts';
import { probeMail } from './mail/probe-mail.ts';
import { probeMailbox } from './mail/probe-mailbox.ts';
import type { Probes } from './ports/diagnosis.ts';
import { probeChannels, probeSlack } from './slack/probe-slack.ts';
import type { StoreClient } from './store/client.ts';
import { findOrganizationFacts } from './store/doctor-on.ts';
import { findFailedJobs } from './store/failed-jobs.ts';
import { probeDatabase } from './store/probe-database.ts';
import { probeUrl } from './web/probe-url.ts';

export type ProbesInput = {
  /** As far as it can be read. */
  readonly config: Partial<Config>;
  /** Null where there is no way to a database. */
  readonly database:
    | (Pick<StoreClient, 'prisma' | 'pool'> & { readonly url: string; readonly dataDir: string | null })
    | null;
  readonly settings: Pick<SettingsFacts, 'problems' | 'envTrouble'>;
  /** How the public address is asked. */
  readonly askUrl?: typeof probeUrl | undefined;
  readonly log: Logger;
};

/** More are not shown. */
const mostFailedJobs = 20;

/** Each part of Usher, looked at by the part itself; what a probe needs and the settings have not makes it null. */
export const createProbes = ({ config, database, settings, askUrl = probeUrl, log }: ProbesInput): Probes => {
  const { SLACK_BOT_TOKEN: botToken, SLACK_MODE: mode = 'http', PUBLIC_URL: publicUrl, SMTP_URL: smtpUrl } = config;
  const appToken = mode === 'socket' ? (config.SLACK_APP_TOKEN ?? null) : null;
  const slack = botToken ? { botToken, appToken, apiUrl: config.SLACK_API_URL, log } : null;
  const isWrong = (name: keyof Config): boolean => settings.problems.some((problem) => problem.startsWith(`${name} `));
  return {
    settings: () => ({
      mode,
      publicUrl: publicUrl ?? null,
      hasPreviousSecret: config.APP_SECRET_PREVIOUS !== undefined,
      ...settings,
    }),
    slack: slack && (() => probeSlack(slack)),
    channels: slack && ((botUserId, channelIds) => probeChannels(slack, botUserId, channelIds)),
    reach: publicUrl ? () => askUrl(publicUrl) : null,
    mail: isWrong('SMTP_URL') ? null : () => probeMail(smtpUrl),
    mailbox: isWrong('BOUNCE_IMAP_URL')
      ? null
      : () => probeMailbox(config.BOUNCE_IMAP_URL, config.BOUNCE_WEBHOOK_SECRET !== undefined),
    database: database && (() => probeDatabase(database.url, database.dataDir)),
    organization: database && ((whose) => findOrganizationFacts(database.prisma, whose)),
    queue:
      database &&
      (async (organizationId) => {
        const [queue, failed] = await Promise.all([
          probeQueue(database.pool),
          findFailedJobs(database.prisma, organizationId, mostFailedJobs),
        ]);
        return { ...queue, failedJobs: failed.jobs, failedTotal: failed.total };
      }),
  };
};
