import type { Logger } from 'pino';
import { type App, startApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { consoleToLog } from './console-to-log.ts';
import { loadEnv } from './load-env.ts';
import { createLogger } from './logger.ts';
import { StartError } from './start-error.ts';

// npm passes on what the terminal has sent to all of them already, so that one Ctrl-C arrives twice.
const SAME_SIGNAL_MS = 1_000;

/**
 * The first signal stops Usher in order; a second one, for those in a hurry, ends the process. One that comes during the start
 * waits for its end, which is seconds away: what is half open then could not be closed, and the embedded server would stay behind.
 */
const stopOn = (signals: readonly NodeJS.Signals[], starting: Promise<App>, log: Logger): void => {
  let askedAt: number | undefined;
  const stop = async (): Promise<void> => {
    log.info('Stopping: what is under way is finished first.');
    const app = await starting.catch(() => undefined);
    // A start that failed has closed what it had opened, and says why below.
    if (!app) return;
    await app.stop();
    log.info('Stopped.');
    process.exit(0);
  };
  for (const signal of signals) {
    process.on(signal, () => {
      if (askedAt !== undefined) {
        if (performance.now() - askedAt > SAME_SIGNAL_MS) process.exit(1);
        return;
      }
      askedAt = performance.now();
      void stop();
    });
  }
};

try {
  loadEnv();
  const config = readConfig(process.env);
  const log = createLogger(config.LOG_LEVEL);
  consoleToLog(log);
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'A rejection that nobody handled.'));
  const starting = startApp(config, log);
  stopOn(['SIGTERM', 'SIGINT'], starting, log);
  await starting;
} catch (error) {
  if (!(error instanceof ConfigError) && !(error instanceof StartError)) throw error;
  process.stderr.write(`Usher cannot start.\n${error.message}\n`);
  process.exitCode = 1;
}
