import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';
import type { QueueCount } from '../ports/metrics.ts';

export type ReadQueue = () => Promise<readonly QueueCount[]>;

// Prometheus gives up after 10 s by default. A database that stalls must not hide everything else that is counted.
const patienceMs = 2_000;

const shared = 'The same in every process, since it is read from the database they share: use max, not sum.';

/** The queue as it is whenever somebody reads, by one query for all of it. What is not known is left out, and logged. */
export const watchQueue = (registry: Registry, readQueue: ReadQueue, log: Logger): void => {
  const read = oneAtATime(() => readInTime(readQueue, log));
  new Gauge({
    name: 'usher_queue_jobs',
    help: `Jobs by name and state: ready, later, running, failed (for good). ${shared}`,
    labelNames: ['job', 'state'],
    registers: [registry],
    async collect() {
      const counts = await read();
      this.reset();
      for (const { name: job, ready, later, running, failed } of counts) {
        for (const [state, count] of Object.entries({ ready, later, running, failed })) this.set({ job, state }, count);
      }
    },
  });
  new Gauge({
    name: 'usher_queue_oldest_ready_seconds',
    help: `How long the oldest job that could be done has waited, by name. ${shared}`,
    labelNames: ['job'],
    registers: [registry],
    async collect() {
      const counts = await read();
      this.reset();
      for (const { name: job, oldestReadySeconds } of counts) this.set({ job }, oldestReadySeconds);
    },
  });
};

/** Whoever asks while it is under way gets the same answer: both gauges of one read, and readers who come together. */
const oneAtATime = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
};

const readInTime = async (readQueue: ReadQueue, log: Logger): Promise<readonly QueueCount[]> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(reject, patienceMs, new Error('The database did not answer in time.'));
  });
  try {
    return await Promise.race([readQueue(), late]);
  } catch (error) {
    log.warn({ err: error }, 'The metrics come without the queue.');
    return [];
  } finally {
    clearTimeout(timer);
  }
};
