import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Runner, run, type TaskList, type Logger as WorkerLogger } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { holdPoolLock } from './pool-lock.ts';
import { watchForStrays, watchUnderWay } from './stray-jobs.ts';

export type WorkersInput = {
  readonly url: string;
  readonly pool: Pool;
  readonly concurrency: number;
  /** Asked before each job: it begins when this resolves. */
  readonly giveWay: () => Promise<void>;
  readonly taskList: TaskList;
  readonly workerLogger: WorkerLogger;
  readonly log: Logger;
  /** How often jobs are looked for that never arrived, in milliseconds. */
  readonly strayEveryMs?: number | undefined;
};

export type Workers = { readonly stop: () => Promise<void> };

// NOTIFY wakes the workers within milliseconds; polling is for what was scheduled and for a NOTIFY that got lost.
const POLL_MS = 1_000;
const ABORT_AFTER_MS = 8_000;
// What has not ended this long after it began to end never will: the library waits for reports of finished jobs, and miscounts
// those that failed at the same time. It is left behind; the sweep frees what it holds, once its lock is gone.
const LEFT_BEHIND_MS = ABORT_AFTER_MS + 2_000;
const RESTART_MS = 1_000;

/**
 * The workers end when they cannot tell the queue what became of a job, as when the database goes down, and when the queue gave them
 * jobs that never arrived: then they are started again, under another name, and the sweep frees what the former name holds.
 */
export const superviseWorkers = async (input: WorkersInput): Promise<Workers> => {
  const { log } = input;
  let isStopping = false;
  let current = await startWorkers(input);
  const watch = async (): Promise<void> => {
    while (!isStopping) {
      await current.ended;
      if (isStopping) return;
      log.warn('The job workers stopped by themselves; they are started again.');
      await current.stop();
      const next = await startAgain(input, () => isStopping);
      if (next) current = next;
    }
  };
  const watching = watch();
  return {
    stop: async () => {
      isStopping = true;
      await current.stop();
      await watching;
      // Those that were being started meanwhile.
      await current.stop();
    },
  };
};

const startAgain = async (input: WorkersInput, isStopping: () => boolean): Promise<Started | undefined> => {
  while (!isStopping()) {
    await sleep(RESTART_MS);
    try {
      return await startWorkers(input);
    } catch (error) {
      input.log.warn({ err: error }, 'The job workers could not be started; tried again.');
    }
  }
  return undefined;
};

// Without a delay, the queue's library reports a finished job on the side: should that fail, the rejection is nobody's, and the
// job stays locked by a runner that lives, which no sweep frees. With one, even of 0 ms, the workers end, and `stop` waits for it.
const reporting = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

type Started = { readonly ended: Promise<void>; readonly stop: () => Promise<void> };

const startWorkers = async ({
  url,
  pool,
  concurrency,
  giveWay,
  taskList,
  workerLogger,
  log,
  strayEveryMs,
}: WorkersInput): Promise<Started> => {
  const events = new EventEmitter();
  const poolId = new Promise<string>((resolve) => {
    events.once('pool:create', ({ workerPool }: { workerPool: { id: string } }) => resolve(workerPool.id));
  });
  const lock = poolId.then((id) => holdPoolLock(url, id, log));
  const underWay = watchUnderWay(events);
  const runner: Runner = await run({
    pgPool: pool,
    concurrency,
    // Asked by each worker before it takes a job from the queue, so that nothing is held while it waits, nor before the lock is:
    // a sweep would find the job of somebody dead.
    forbiddenFlags: async () => {
      await lock;
      await giveWay();
      return null;
    },
    taskList,
    events,
    logger: workerLogger,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: ABORT_AFTER_MS,
    preset: reporting,
  });
  const left = leftBehind(events);
  const gone = runner.promise.catch((error: unknown) => log.warn({ err: error }, 'The job workers failed.'));
  const ended = Promise.race([gone.then(() => true), left.then(() => false)]).then((isWhole) => {
    if (!isWhole) log.warn('The job workers did not end in time, and are left behind.');
  });
  // It refuses to stop twice, which is what it is after it ended by itself.
  const stopRunner = () => Promise.race([runner.stop().catch(() => undefined), left]);
  const { release } = await lock.catch(async (error: unknown) => {
    await stopRunner();
    throw error;
  });
  const strays = { pool, poolId: await poolId, underWay, log, everyMs: strayEveryMs };
  const watch = watchForStrays(strays, () => void stopRunner());
  const stop = async (): Promise<void> => {
    await Promise.all([watch.stop(), stopRunner()]);
    await ended;
    await release();
  };
  return { ended, stop };
};

/** Resolves when workers have been ending for too long. */
const leftBehind = async (events: EventEmitter): Promise<void> => {
  await once(events, 'pool:gracefulShutdown');
  await sleep(LEFT_BEHIND_MS, undefined, { ref: false });
};
