import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import type { Workspace } from './workspace.ts';

const nothing = (): void => {};

/** For tests of refusals, which Slack's clients would report at length. */
export const silentLogger: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

/** An app's client that neither retries nor waits, for tests of single answers. */
export const apiClient = (workspace: Workspace, token: string | undefined = workspace.token): WebClient =>
  new WebClient(token, {
    slackApiUrl: workspace.apiUrl,
    logger: silentLogger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });

/** The error code of a call, or `ok`. */
export const errorOf = (client: WebClient, method: string, args: Record<string, unknown> = {}): Promise<string> =>
  client.apiCall(method, args).then(
    () => 'ok',
    (error: { data?: { error?: string } }) => error.data?.error ?? String(error),
  );

export const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });

export const modal = (text: string, more: object = {}) => ({
  type: 'modal' as const,
  title: { type: 'plain_text' as const, text: 'Title' },
  blocks: [section(text)],
  ...more,
});
