import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPModuleFunctions, HTTPReceiver, isRawBodyError } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Entrance, SlackHandler } from './entrance.ts';
import { tellBroken, Unreadable } from './readable-only.ts';
import type { Sighted } from './sightings.ts';
import { slackLogger } from './slack-logger.ts';
import { isStampAhead } from './stamp-ahead.ts';

/** Where Slack sends commands, interactions and events; an address that was typed with a slash at its end is taken, too. */
const SLACK_PATH = '/slack/events';
const slackPaths = [SLACK_PATH, `${SLACK_PATH}/`];

// What Slack sends holds a view of 250 kB at most, which percent-encoding makes three times as long, and what was typed into it.
const MAX_BODY_BYTES = 2 * 1024 * 1024;

export const httpEntrance = (signingSecret: string, sighted: Sighted, log: Logger): Entrance => {
  // An empty secret is refused by the receiver itself.
  const logger = slackLogger(log);
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: slackPaths,
    logger,
    bodyLimit: MAX_BODY_BYTES,
    processEventErrorHandler: async ({ error, response }) => {
      tellBroken(error, log);
      if (!response.headersSent) response.writeHead(error instanceof Unreadable ? 400 : 503).end();
      // Answered, and not to be waited for any more.
      return true;
    },
  });
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const status = await refusalOf(request, signingSecret);
    if (status === undefined) return receiver.requestListener(request, response);
    log.warn({ status }, 'A request to the address for Slack was refused: nothing that Slack sends is like it.');
    response.writeHead(status).end();
  };
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
    void receive(request, response);
  };
  return { receiver, handler, connect: nothing, disconnect: nothing, isConnected: () => true };
};

/**
 * Bolt takes for granted that JSON is an object: at `null` it throws where nobody catches, and the request is never answered. So the
 * body is read first, which Bolt then finds read, and what is no object is refused here, though it be signed.
 */
const refusalOf = async (request: IncomingMessage, signingSecret: string): Promise<number | undefined> => {
  try {
    const { rawBody } = await HTTPModuleFunctions.bufferIncomingMessage(request, MAX_BODY_BYTES);
    if (holdsObject(rawBody.toString('latin1'), request.headers['content-type'])) return undefined;
  } catch (error) {
    return isRawBodyError(error) && error.statusCode === 413 ? 413 : 400;
  }
  const isSigned = await HTTPModuleFunctions.parseAndVerifyHTTPRequest({ signingSecret }, request).catch(() => false);
  return isSigned ? 400 : 401;
};

const otherPayload = /(?:^|&)payload=(?!%7B|\{)/i;

/** A form without a payload is a command, an object in itself. What only begins like one is refused by Bolt, which parses it. */
const holdsObject = (body: string, type: string | undefined): boolean =>
  type === 'application/x-www-form-urlencoded' ? !otherPayload.test(body) : body.startsWith('{');
