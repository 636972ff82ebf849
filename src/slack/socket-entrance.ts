import { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Entrance } from './entrance.ts';
import { tellBroken, Unreadable } from './readable-only.ts';
import { slackLogger } from './slack-logger.ts';
import { createSocketConnection } from './socket-connection.ts';
import { interactiveClientOptions } from './web-clients.ts';

// A peer of which nothing is heard any more is given up after so long, and a second or so to ask three times a pong. Sooner, and a
// moment in which this process has no time would be taken for one.
const PONG_MS = 3000;

export const socketEntrance = (appToken: string, apiUrl: string | undefined, log: Logger): Entrance => {
  // A connection that breaks is nothing that went wrong here: the client calls it an error, and we come back.
  const logger = { ...slackLogger(log), error: slackLogger(log).warn };
  // It must serve no routes of its own: a malformed URL would end the process.
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    clientPingTimeout: PONG_MS,
    processEventErrorHandler: async ({ error }) => {
      tellBroken(error, log);
      // It would not become readable by being delivered again; anything else may go better the next time.
      return error instanceof Unreadable;
    },
    installerOptions: { clientOptions: interactiveClientOptions({ apiUrl, logger }) },
  });
  const { open, close, isOpen } = createSocketConnection(receiver.client, log);
  return { receiver, handler: undefined, connect: open, disconnect: close, isConnected: isOpen };
};
