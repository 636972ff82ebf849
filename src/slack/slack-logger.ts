import { LogLevel, type Logger as SlackLogger } from '@slack/web-api';
import type { Logger } from 'pino';

/**
 * Slack's libraries write to pino. They call `setLevel` on the logger they are given; the level stays ours, and debug lines of
 * theirs are dropped, since they carry whole payloads.
 */
export const slackLogger = (log: Logger): SlackLogger => {
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (...parts: unknown[]): void => {
      const [first, ...rest] = parts;
      const error = parts.find((part) => part instanceof Error);
      log[level]({ ...(error && { err: error }), ...(rest.length > 0 && !error && { args: rest }) }, String(first));
    };
  return {
    debug: () => {},
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    getLevel: () => LogLevel.INFO,
    setLevel: () => {},
    setName: () => {},
  };
};
