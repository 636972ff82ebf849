import { format } from 'node:util';
import type { Logger } from 'pino';

/**
 * Libraries that write to the console, such as the job queue when its database goes away, write to our log instead: as lines of
 * their own they would go past all that takes addresses and tokens out.
 */
export const consoleToLog = (log: Logger, target: Console = console): void => {
  const write = (...words: unknown[]): void => log.warn({ part: 'console' }, format(...words));
  for (const method of ['error', 'warn', 'trace', 'log', 'info', 'debug'] as const) target[method] = write;
};
