import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { isSlackStop, wordSlackStop } from './domain/slack-stop.ts';
import type { Metrics } from './ports/metrics.ts';
import { identifyWorkspace, type SlackWorkspace } from './slack/identify-workspace.ts';
import { measuredFetch } from './slack/measured-fetch.ts';
import { slackErrorCode } from './slack/slack-errors.ts';
import { slackLogger } from './slack/slack-logger.ts';
import { createWebClients, type WebClients } from './slack/web-clients.ts';
import { StartError } from './start-error.ts';

export type SlackConnection = {
  readonly clients: WebClients;
  readonly workspace: SlackWorkspace;
  /** The IANA zone of the person with this address, where Slack knows them. */
  readonly zoneOf: (email: string) => Promise<string | undefined>;
};

/** Proves the bot token by asking Slack whose it is. A token that does not count is a StartError. */
export const connectSlack = async (config: Config, metrics: Metrics, log: Logger): Promise<SlackConnection> => {
  const clients = createWebClients({
    botToken: config.SLACK_BOT_TOKEN,
    apiUrl: config.SLACK_API_URL,
    logger: slackLogger(log),
    fetch: measuredFetch(metrics, fetch),
  });
  const workspace = await identifyWorkspace(clients.bulk).catch((error: unknown) => {
    const code = slackErrorCode(error) ?? '';
    throw new StartError(
      isSlackStop(code)
        ? wordSlackStop({ cause: code, needed: null })
        : `Slack could not be asked about SLACK_BOT_TOKEN: ${describe(error)}.`,
    );
  });
  const zoneOf = async (email: string): Promise<string | undefined> => {
    const found = await clients.bulk.users.lookupByEmail({ email }).catch(() => undefined);
    return found?.user?.tz;
  };
  return { clients, workspace, zoneOf };
};

const socketRefusals: Readonly<Record<string, string>> = {
  invalid_auth:
    'Slack does not know SLACK_APP_TOKEN: copy the app-level token again from "Basic Information" of your Slack app.',
  not_allowed_token_type: 'SLACK_APP_TOKEN is not an app-level token: copy the one that begins with xapp-.',
  missing_scope: 'SLACK_APP_TOKEN lacks the scope connections:write: make a new app-level token that has it.',
};

/** The first connection of Socket Mode could not be opened: a StartError that says what to do. */
export const asSocketStartError = (error: unknown): never => {
  const code = slackErrorCode(error) ?? '';
  throw new StartError(
    socketRefusals[code] ??
      `Slack took no connection of Socket Mode: ${describe(error)}. Is Socket Mode turned on in the settings of your Slack app?`,
  );
};

const describe = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').slice(0, 200);
