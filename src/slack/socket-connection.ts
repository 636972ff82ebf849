import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import { WebAPIRateLimitedError } from '@slack/web-api';
import type { Logger } from 'pino';

/** The one connection of Socket Mode, opened again whenever it is lost. */
export type SocketConnection = {
  /** Resolves once Slack has greeted us; throws what keeps the first connection from being opened. */
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly isOpen: () => boolean;
};

type Client = SocketModeReceiver['client'];

/** Slack greets within a second or two; a connection on which it does not is given up. */
const GREETING_MS = 10_000;
/** A peer that is gone does not answer the farewell, and a stop does not wait for it. */
const FAREWELL_MS = 1000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Slack ends a connection every few hours, networks do at any time. The client's own way back waits five seconds first, in which
 * nothing reaches us, and gives up for good where `apps.connections.open` gets no answer (@slack/socket-mode 3.1, `retrieveWSSURL`);
 * so it is told not to come back by itself, and this does: at once, then after longer and longer pauses, for as long as it takes.
 * @param client made with `autoReconnectEnabled: false`.
 */
export const createSocketConnection = (client: Client, log: Logger): SocketConnection => {
  const closing = new AbortController();
  let isOpen = false;
  client.on('connected', () => {
    isOpen = true;
  });
  client.on('disconnected', () => {
    if (isOpen && !closing.signal.aborted) void comeBack();
    isOpen = false;
  });

  const comeBack = async (): Promise<void> => {
    for (let failures = 0; !closing.signal.aborted; failures += 1) {
      try {
        await greeted(client);
        log.info({ failures }, 'Connected to Slack again.');
        return;
      } catch (error) {
        log.warn({ err: error, failures }, 'No connection to Slack yet; it is tried again.');
        await sleep(pauseMs(failures, error), undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  };

  return {
    open: () => greeted(client),
    close: async () => {
      closing.abort();
      await Promise.race([client.disconnect(), sleep(FAREWELL_MS)]);
    },
    isOpen: () => isOpen,
  };
};

const greeted = async (client: Client): Promise<void> => {
  const giveUp = new AbortController();
  const tooLate = sleep(GREETING_MS, undefined, { signal: giveUp.signal }).then(() => {
    throw new Error(`Slack did not greet the connection within ${GREETING_MS} ms`);
  });
  try {
    await Promise.race([client.start(), tooLate]);
  } catch (error) {
    // Else a greeting that comes after all would leave two.
    void client.disconnect();
    throw error ?? new Error('Slack closed the connection before it greeted');
  } finally {
    giveUp.abort();
    tooLate.catch(() => undefined);
  }
};

/** Doubled each time; a fifth more or less, so that processes that lost Slack together do not all come back at once. */
const pauseMs = (failures: number, error: unknown): number => {
  if (error instanceof WebAPIRateLimitedError) return error.retryAfter * 1000;
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures) * (0.8 + Math.random() * 0.4);
};
