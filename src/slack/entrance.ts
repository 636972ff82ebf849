import type { Receiver } from '@slack/bolt';
import type { SlackHandler } from './http-entrance.ts';

/** How what Slack sends comes in. */
export type Entrance = {
  readonly receiver: Receiver;
  readonly handler: SlackHandler | undefined;
  readonly connect: () => Promise<void>;
  readonly disconnect: () => Promise<void>;
  readonly isConnected: () => boolean;
};
