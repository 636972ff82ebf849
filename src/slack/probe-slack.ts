import { type FetchFunction, WebAPIHTTPError, WebAPIRequestError, WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { ChannelState, SlackFacts } from '../domain/doctor/facts.ts';
import { scopes } from './scopes.ts';
import { slackErrorCode } from './slack-errors.ts';
import { slackLogger } from './slack-logger.ts';
import { textMessage } from './views/refusal-surfaces.ts';
import { interactiveClientOptions } from './web-clients.ts';

export type SlackProbeInput = {
  readonly botToken: string;
  /** In Socket Mode. */
  readonly appToken: string | null;
  readonly apiUrl: string | undefined;
  readonly log: Logger;
};

/** A client of doctor's own: were it asked to wait, nobody's modal would wait with it. */
const openClient = ({ botToken, apiUrl, log }: SlackProbeInput, fetchFunction: FetchFunction): WebClient =>
  new WebClient(botToken, {
    ...interactiveClientOptions({ apiUrl, logger: slackLogger(log) }),
    timeout: 10_000,
    maxRequestConcurrency: 5,
    fetch: fetchFunction,
  });

/** Whose the token is and what it may, by `auth.test`, which every token may ask; and Slack's clock, by the Date of its answer. */
export const probeSlack = async (input: SlackProbeInput): Promise<SlackFacts> => {
  let aheadSeconds: number | null = null;
  const timed: FetchFunction = async (url, init) => {
    const asked = Date.now();
    const response = await fetch(url, init);
    const stamp = Date.parse(response.headers.get('date') ?? '');
    // Stamps are whole seconds, cut off.
    if (!Number.isNaN(stamp)) aheadSeconds = ((asked + Date.now()) / 2 - (stamp + 500)) / 1000;
    return response;
  };
  const client = openClient(input, timed);
  const [token, appToken] = await Promise.all([askToken(client), askAppToken(client, input.appToken)]);
  return { token, appToken, aheadSeconds };
};

const askToken = async (client: WebClient): Promise<SlackFacts['token']> => {
  try {
    const { team_id: teamId, team, user_id: botUserId, response_metadata } = await client.auth.test();
    if (!teamId || !botUserId) return { kind: 'refused', cause: 'not_a_bot' };
    const granted = response_metadata?.scopes ?? null;
    const neededScopes = Object.keys(scopes);
    return { kind: 'good', teamId, teamName: team ?? teamId, botUserId, scopes: granted, neededScopes };
  } catch (error) {
    return failed(error);
  }
};

/** Asking for an address to connect to opens no connection. */
const askAppToken = async (client: WebClient, token: string | null): Promise<SlackFacts['appToken']> => {
  if (token === null) return null;
  try {
    await client.apps.connections.open({ token });
    return { kind: 'good' };
  } catch (error) {
    const { kind, cause } = failed(error);
    // That Slack is out of reach is told of the bot token.
    return kind === 'refused' ? { kind, cause } : null;
  }
};

const failed = (error: unknown): { kind: 'refused' | 'unreachable'; cause: string } => {
  const code = slackErrorCode(error);
  if (code) return { kind: 'refused', cause: code };
  if (error instanceof WebAPIHTTPError) return { kind: 'unreachable', cause: `HTTP ${error.statusCode}` };
  if (error instanceof WebAPIRequestError) return { kind: 'unreachable', cause: causeOf(error) };
  throw error;
};

/** `ECONNREFUSED`, `ENOTFOUND`: what stands at the bottom of what fetch throws. */
const causeOf = (error: unknown): string => {
  let last = error;
  while (last instanceof Error && last.cause) last = last.cause;
  return typeof last === 'object' && last !== null && 'code' in last ? String(last.code) : 'no answer';
};

const states: Readonly<Record<string, ChannelState>> = {
  not_in_channel: 'not_in_channel',
  user_not_in_channel: 'not_in_channel',
  channel_not_found: 'gone',
  is_archived: 'archived',
};

/**
 * Whether Usher may post in these channels, without a scope to read channels and without a line that anybody sees: it writes one
 * that only its own bot would see. What Slack does not say is unknown, and nothing is made of it.
 */
export const probeChannels = async (
  input: SlackProbeInput,
  botUserId: string,
  channelIds: readonly string[],
): Promise<ReadonlyMap<string, ChannelState>> => {
  const client = openClient(input, fetch);
  const stateOf = async (channel: string): Promise<ChannelState> => {
    try {
      await client.chat.postEphemeral({ channel, user: botUserId, ...textMessage('Usher can post here.') });
      return 'open';
    } catch (error) {
      return states[slackErrorCode(error) ?? ''] ?? 'unknown';
    }
  };
  return new Map(await Promise.all(channelIds.map(async (id) => [id, await stateOf(id)] as const)));
};
