import { App } from '@slack/bolt';
import { type FetchFunction, WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Deps } from '../deps.ts';
import { commandNames } from './command-names.ts';
import { commandsFirst } from './commands-first.ts';
import type { Edge } from './edge.ts';
import type { Entrance, SlackHandler } from './entrance.ts';
import { httpEntrance } from './http-entrance.ts';
import type { SlackWorkspace } from './identify-workspace.ts';
import { createInFlight } from './in-flight.ts';
import { createInTurns } from './in-turns.ts';
import { registerListeners } from './listeners/register-listeners.ts';
import { eventsFirst } from './listeners/slack-events.ts';
import { measuredFetch } from './measured-fetch.ts';
import { readableOnly } from './readable-only.ts';
import { createRedraws } from './redraws.ts';
import { createSightings, type Sighted } from './sightings.ts';
import { slackLogger } from './slack-logger.ts';
import { socketEntrance } from './socket-entrance.ts';
import { interactiveClientOptions } from './web-clients.ts';
import { defaultWindowPatienceMs } from './window.ts';

type SlackEdgeSettings = {
  readonly mode: 'http' | 'socket';
  /** Needed in HTTP mode. */
  readonly signingSecret?: string | undefined;
  /** Needed in Socket Mode. */
  readonly appToken?: string | undefined;
  readonly botToken: string;
  /** Base of the Web API where it is not Slack's own. */
  readonly apiUrl?: string | undefined;
  /** Without the leading slash: `members`. */
  readonly commandPrefix: string;
};

export type SlackEdgeParts = {
  readonly deps: Deps;
  readonly settings: SlackEdgeSettings;
  readonly workspace: Pick<SlackWorkspace, 'teamId' | 'botUserId' | 'botId'>;
  readonly log: Logger;
  /** See `Edge`; half a second unless told otherwise. */
  readonly windowPatienceMs?: number | undefined;
};

export type SlackEdge = {
  /** In HTTP mode: goes before all that reads a body, since the signature is over the raw one. Answers SLACK_PATH. */
  readonly handler: SlackHandler | undefined;
  /** In Socket Mode: connects. In HTTP mode there is nothing to start. */
  readonly start: () => Promise<void>;
  /** Takes nothing new (what arrives from now on is asked to come back), and resolves when everything before is answered. */
  readonly stop: () => Promise<void>;
  readonly isStopping: () => boolean;
  /** For how long nobody has been waiting for an answer, in milliseconds. */
  readonly quietMs: () => number;
  /** False while Socket Mode has no connection: nothing can reach us then. */
  readonly isConnected: () => boolean;
};

// Bolt posts to response_urls by this too, and sets no deadline of its own there: a stop would wait for it.
const fetchInTime = (...[url, init]: Parameters<FetchFunction>): Promise<Response> =>
  fetch(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(5000) });

/** Builds the Bolt app with all its listeners. Throws what Bolt finds wrong in the settings. */
export const createSlackEdge = async (parts: SlackEdgeParts): Promise<SlackEdge> => {
  const { deps, settings, workspace, log } = parts;
  const sighted = createSightings(deps, workspace.teamId, log);
  const edge: Edge = {
    deps,
    teamId: workspace.teamId,
    commands: commandNames(settings.commandPrefix),
    inFlight: createInFlight(),
    redraws: createRedraws(),
    homes: createInTurns(),
    windowPatienceMs: parts.windowPatienceMs ?? defaultWindowPatienceMs,
    note: () => {},
    sighted,
    log,
  };
  const logger = slackLogger(log);
  const { receiver, handler, connect, disconnect, isConnected } = createEntrance(settings, sighted, log);
  const fetch = measuredFetch(deps.metrics, fetchInTime);
  const clientOptions = interactiveClientOptions({ apiUrl: settings.apiUrl, logger, fetch });
  const client = new WebClient(settings.botToken, { ...clientOptions, teamId: workspace.teamId });
  const app = new App({
    receiver: commandsFirst(eventsFirst(readableOnly(receiver, log), edge), edge, { client, fetch }),
    logger,
    clientOptions,
    // Somebody of another company may come in through a shared channel. They are let through to our own door, which
    // refuses them in words; the token is always that of the workspace where the app is installed.
    authorize: async () => ({ ...workspace, botToken: settings.botToken }),
    // A token that does not count is then an error of `init`, not an unhandled rejection.
    deferInitialization: true,
    extendedErrorHandler: true,
    ignoreSelf: false,
    // Nothing of ours asks what Bolt remembers of a conversation, and each payload would look it up, and not find it, by an exception.
    convoStore: false,
  });
  await app.init();
  app.use(async ({ next }) => {
    sighted('request');
    await next();
  });
  registerListeners(app, edge);
  // Listeners answer their own errors; what arrives here is Bolt's.
  app.error(async ({ error }: { error: Error }) => {
    log.error({ err: error }, 'Bolt could not hand on a payload');
  });
  return {
    handler,
    start: connect,
    stop: async () => {
      edge.inFlight.stop();
      // The answers of what is under way go out by the connection that it came by.
      await edge.inFlight.drained();
      await disconnect();
    },
    isStopping: edge.inFlight.isStopping,
    quietMs: edge.inFlight.quietMs,
    isConnected,
  };
};

const createEntrance = (settings: SlackEdgeSettings, sighted: Sighted, log: Logger): Entrance => {
  const { mode, signingSecret = '', appToken = '' } = settings;
  return mode === 'socket' ? socketEntrance(appToken, settings.apiUrl, log) : httpEntrance(signingSecret, sighted, log);
};
