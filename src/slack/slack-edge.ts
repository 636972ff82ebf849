import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { FetchFunction } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Deps } from '../deps.ts';
import { commandNames } from './command-names.ts';
import type { Edge } from './edge.ts';
import type { SlackWorkspace } from './identify-workspace.ts';
import { createInFlight } from './in-flight.ts';
import { registerListeners } from './listeners/register-listeners.ts';
import { eventsFirst, NotTaken } from './listeners/slack-events.ts';
import { measuredFetch } from './measured-fetch.ts';
import { createRedraws } from './redraws.ts';
import { createSightings, type Sighted } from './sightings.ts';
import { slackLogger } from './slack-logger.ts';
import { createSocketConnection } from './socket-connection.ts';
import { isStampAhead } from './stamp-ahead.ts';
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

/** Answers what Slack sends, and hands on anything else. */
export type SlackHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

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

/** Where Slack sends commands, interactions and events; an address that was typed with a slash at its end is taken, too. */
const SLACK_PATH = '/slack/events';
const slackPaths = [SLACK_PATH, `${SLACK_PATH}/`];

// What Slack sends holds a view of 250 kB at most, which percent-encoding makes three times as long, and what was typed into it.
const MAX_BODY_BYTES = 2 * 1024 * 1024;

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
    windowPatienceMs: parts.windowPatienceMs ?? defaultWindowPatienceMs,
    note: () => {},
    sighted,
    log,
  };
  const logger = slackLogger(log);
  const { receiver, handler, connect, disconnect, isConnected } = createEntrance(settings, sighted, log);
  const app = new App({
    receiver: eventsFirst(receiver, edge),
    logger,
    clientOptions: interactiveClientOptions({
      apiUrl: settings.apiUrl,
      logger,
      fetch: measuredFetch(deps.metrics, fetchInTime),
    }),
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

type Entrance = {
  readonly receiver: Receiver;
  readonly handler: SlackHandler | undefined;
  readonly connect: () => Promise<void>;
  readonly disconnect: () => Promise<void>;
  readonly isConnected: () => boolean;
};

const createEntrance = (settings: SlackEdgeSettings, sighted: Sighted, log: Logger): Entrance => {
  const { mode, signingSecret = '', appToken = '' } = settings;
  return mode === 'socket' ? socketEntrance(appToken, settings.apiUrl, log) : httpEntrance(signingSecret, sighted, log);
};

const httpEntrance = (signingSecret: string, sighted: Sighted, log: Logger): Entrance => {
  // An empty secret is refused by the receiver itself.
  const logger = slackLogger(log);
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: slackPaths,
    logger,
    bodyLimit: MAX_BODY_BYTES,
    processEventErrorHandler: async ({ error, response }) => {
      tellBroken(error, log);
      if (!response.headersSent) response.writeHead(503).end();
      // Answered, and not to be waited for any more.
      return true;
    },
  });
  const nothing = async (): Promise<void> => {};
  const handler: SlackHandler = (request, response, next) => {
    // The receiver would throw at anything else.
    const [path = ''] = (request.url ?? '').split('?');
    if (request.method !== 'POST' || !slackPaths.includes(path)) return next();
    // What Bolt answers to a signature that is not Slack's for this app, and to a stamp of another time.
    response.once('finish', () => response.statusCode === 401 && sighted('refused'));
    if (isStampAhead(request.headers['x-slack-request-timestamp'], Date.now())) {
      logger.warn(
        'Request verification failed: its stamp lies more than five minutes ahead of the clock of this machine',
      );
      return void response.writeHead(401).end();
    }
    receiver.requestListener(request, response);
  };
  return { receiver, handler, connect: nothing, disconnect: nothing, isConnected: () => true };
};

const tellBroken = (error: Error, log: Logger): void => {
  // Whoever did not take it has said so.
  if (!(error instanceof NotTaken)) log.error({ err: error }, 'Bolt could not hand on a payload');
};

const socketEntrance = (appToken: string, apiUrl: string | undefined, log: Logger): Entrance => {
  // A connection that breaks is nothing that went wrong here: the client calls it an error, and we come back.
  const logger = { ...slackLogger(log), error: slackLogger(log).warn };
  // It must serve no routes of its own: a malformed URL would end the process.
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    processEventErrorHandler: async ({ error }) => {
      tellBroken(error, log);
      return false;
    },
    installerOptions: { clientOptions: interactiveClientOptions({ apiUrl, logger }) },
  });
  const { open, close, isOpen } = createSocketConnection(receiver.client, log);
  return { receiver, handler: undefined, connect: open, disconnect: close, isConnected: isOpen };
};
