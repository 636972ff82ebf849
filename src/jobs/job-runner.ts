import { EventEmitter } from 'node:events';
import { type Runner, run, runMigrations, Logger as WorkerLogger } from 'graphile-worker';
import { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Deps } from '../deps.ts';
import { holdPoolLock } from './pool-lock.ts';
import { taskList } from './task-list.ts';
import { startUnlockSweep } from './unlock-sweep.ts';

export type JobRunner = { readonly stop: () => Promise<void> };

const CONCURRENCY = 6;
// NOTIFY wakes the workers within milliseconds; polling is for what was scheduled and for a NOTIFY that got lost.
const POLL_MS = 1_000;
const ABORT_AFTER_MS = 8_000;

/** The queue's own tables: made before the first `add_job`, so before ready and in the template of the tests. */
export const migrateJobs = (url: string, log: Logger): Promise<void> =>
  runMigrations({ connectionString: url, logger: workerLogger(log) });

/**
 * Runs jobs until `stop`, which waits for those under way. The pool is the runner's own, so that work that waits for a
 * connection never keeps an interaction waiting.
 */
export const startJobRunner = async (url: string, deps: Deps): Promise<JobRunner> => {
  const log = deps.log.child({ part: 'jobs' });
  const pgPool = new Pool({
    connectionString: url,
    max: CONCURRENCY + 2,
    connectionTimeoutMillis: 8_000,
    keepAlive: true,
  });
  pgPool.on('error', (error) =>
    log.warn({ err: error }, 'A database connection of the job runner broke; it opens another.'),
  );
  // The runner asks for a listener on each client too: one that breaks while lent would end the process.
  pgPool.on('connect', (client) => client.on('error', () => undefined));
  const events = new EventEmitter();
  const poolId = new Promise<string>((resolve) => {
    events.once('pool:create', ({ workerPool }: { workerPool: { id: string } }) => resolve(workerPool.id));
  });
  const runner: Runner = await run({
    pgPool,
    concurrency: CONCURRENCY,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: ABORT_AFTER_MS,
    logger: workerLogger(log),
    events,
    taskList: taskList(deps),
  });
  runner.promise.catch((error: unknown) => log.error({ err: error }, 'The job runner stopped by itself.'));
  const lock = await holdPoolLock(url, await poolId, log);
  const sweep = startUnlockSweep(pgPool, log);
  return {
    stop: async () => {
      await sweep.stop();
      await runner.stop().catch((error: unknown) => log.warn({ err: error }, 'The job runner did not stop cleanly.'));
      await lock.release();
      await pgPool.end();
    },
  };
};

/** The queue tells every job it takes; that is worth a debug line at most, and failures are told by the task list. */
const workerLogger = (log: Logger): WorkerLogger =>
  new WorkerLogger(() => (level, message) => {
    if (level === 'error' && !message.includes('Failed task')) log.warn(message);
    else log.debug(message);
  });
