import { type FetchFunction, type Logger as SlackLogger, WebClient, type WebClientOptions } from '@slack/web-api';

export type WebClientSettings = {
  readonly botToken: string;
  /** Base of the Web API where it is not Slack's own, such as `http://127.0.0.1:4010/api/`. */
  readonly apiUrl?: string | undefined;
  readonly logger: SlackLogger;
  readonly fetch?: FetchFunction;
};

/**
 * Two clients, since one 429 pauses a client's whole queue, every method of it: a throttled batch of messages must not hold
 * up the modal somebody waits for. Neither waits or retries by itself. A trigger lives 3 s, and a retry of a call whose
 * answer was lost would post twice; the job queue knows what was sent.
 */
export const interactiveClientOptions = ({
  apiUrl,
  logger,
  fetch,
}: Omit<WebClientSettings, 'botToken'>): WebClientOptions => ({
  ...(apiUrl && { slackApiUrl: apiUrl }),
  ...(fetch && { fetch }),
  // With the default, a method name could be a URL of its own, and the token would travel there.
  allowAbsoluteUrls: false,
  logger,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: 2500,
});

export type WebClients = { readonly interactive: WebClient; readonly bulk: WebClient };

export const createWebClients = (settings: WebClientSettings): WebClients => {
  const options = interactiveClientOptions(settings);
  return {
    interactive: new WebClient(settings.botToken, options),
    bulk: new WebClient(settings.botToken, { ...options, timeout: 10_000 }),
  };
};
