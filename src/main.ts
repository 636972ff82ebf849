import { startApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { consoleToLog } from './console-to-log.ts';
import { loadEnv } from './load-env.ts';
import { createLogger } from './logger.ts';
import { StartError } from './start-error.ts';

/** The first signal stops Usher in order; a second one, for those in a hurry, ends the process. */
const stopOn = (signals: readonly NodeJS.Signals[], stop: () => Promise<void>): void => {
  let isStopping = false;
  for (const signal of signals) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      void stop().then(() => process.exit(0));
    });
  }
};

try {
  loadEnv();
  const config = readConfig(process.env);
  const log = createLogger(config.LOG_LEVEL);
  consoleToLog(log);
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'A rejection that nobody handled.'));
  const app = await startApp(config, log);
  stopOn(['SIGTERM', 'SIGINT'], async () => {
    log.info('Stopping: what is under way is finished first.');
    await app.stop();
    log.info('Stopped.');
  });
} catch (error) {
  if (!(error instanceof ConfigError) && !(error instanceof StartError)) throw error;
  process.stderr.write(`Usher cannot start.\n${error.message}\n`);
  process.exitCode = 1;
}
