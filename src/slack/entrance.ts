import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Receiver } from '@slack/bolt';

/** Answers what Slack sends, and hands on anything else. */
export type SlackHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** How what Slack sends comes in. */
export type Entrance = {
  readonly receiver: Receiver;
  readonly handler: SlackHandler | undefined;
  readonly connect: () => Promise<void>;
  readonly disconnect: () => Promise<void>;
  readonly isConnected: () => boolean;
};
