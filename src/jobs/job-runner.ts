import { runMigrations, Logger as WorkerLogger } from 'graphile-worker';
import type { Logger } from 'pino';
import type { Deps } from '../deps.ts';
import { createGiveWay } from './give-way.ts';
import { openJobPool } from './job-pool.ts';
import { startRegularWork } from './regular-work.ts';
import { superviseWorkers } from './supervise-workers.ts';
import { taskList } from './task-list.ts';
import { startUnlockSweep } from './unlock-sweep.ts';

export type JobRunner = { readonly stop: () => Promise<void> };

export type JobRunnerOptions = {
  /** How often the jobs of killed processes are looked for, and those that never arrived here, in milliseconds. */
  readonly sweepEveryMs?: number;
  /** How long a minute is, for the work that is done each minute. */
  readonly minuteMs?: number;
  /** For how long nobody has been waiting for an answer, in milliseconds: jobs give way to those who are. */
  readonly quietMs?: () => number;
};

const CONCURRENCY = 6;

/** The queue's own tables: made before the first `add_job`, so before ready and in the template of the tests. */
export const migrateJobs = (url: string, log: Logger): Promise<void> =>
  runMigrations({ connectionString: url, logger: workerLogger(log) });

/**
 * Runs jobs until `stop`, which waits for those under way. The pool is the runner's own, so that work that waits for a
 * connection never keeps an interaction waiting.
 */
export const startJobRunner = async (url: string, deps: Deps, options: JobRunnerOptions = {}): Promise<JobRunner> => {
  const log = deps.log.child({ part: 'jobs' });
  const pool = openJobPool(url, CONCURRENCY, log);
  deps.metrics.watchPool('jobs', pool);
  const workers = await superviseWorkers({
    url,
    pool,
    concurrency: CONCURRENCY,
    giveWay: createGiveWay(options.quietMs ?? (() => Number.POSITIVE_INFINITY)),
    taskList: taskList(deps),
    workerLogger: workerLogger(log),
    log,
    strayEveryMs: options.sweepEveryMs,
  });
  const sweep = startUnlockSweep(pool, log, options.sweepEveryMs);
  const regular = startRegularWork(deps, log, options.minuteMs);
  return {
    stop: async () => {
      await Promise.all([sweep.stop(), regular.stop()]);
      await workers.stop();
      await pool.end();
    },
  };
};

/** The queue tells every job it takes; that is worth a debug line at most, and failures are told by the task list. */
const workerLogger = (log: Logger): WorkerLogger =>
  new WorkerLogger(() => (level, message) => {
    if (level === 'error' && !message.includes('Failed task')) log.warn(message);
    else log.debug(message);
  });
