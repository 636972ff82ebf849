import type { Logger } from 'pino';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics, MetricsText, PoolCounts } from '../ports/metrics.ts';
import { type ReadQueue, watchQueue } from './watch-queue.ts';

export type RunningMetrics = {
  readonly metrics: Metrics;
  readonly text: MetricsText;
  /** From now on the queue is part of it, as it is when somebody reads. */
  readonly watchQueue: (readQueue: ReadQueue) => void;
};

// Slack gives up after 3 s; what is near that is what an operator looks for.
const ackSeconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3];

/** The metrics of this process, in a registry of their own: several Ushers may run in one process, as in tests. */
export const createMetrics = (log: Logger): RunningMetrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const metrics = { isOn: true, ...doorMetrics(registry), ...outgoingMetrics(registry), ...poolMetrics(registry) };
  return {
    metrics,
    text: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
    watchQueue: (readQueue) => watchQueue(registry, readQueue, log),
  };
};

/** What comes in. */
const doorMetrics = (registry: Registry): Pick<Metrics, 'acked' | 'answered' | 'eventSeen'> => {
  const acks = new Histogram({
    name: 'usher_ack_seconds',
    help: 'From when Slack handed over an interaction until it was acked, by kind. Slack waits 3 s.',
    labelNames: ['kind'],
    buckets: ackSeconds,
    registers: [registry],
  });
  const answers = counter(
    registry,
    'usher_interactions_total',
    'Interactions by kind and outcome; slow: the answer followed a “Loading…”; refused: turned away at the door.',
    ['kind', 'outcome'],
  );
  const events = counter(
    registry,
    'usher_events_total',
    'Events of Slack by type, and whether they changed anything here.',
    ['type', 'outcome'],
  );
  return {
    acked: (kind, milliseconds) => acks.observe({ kind }, milliseconds / 1000),
    answered: (kind, outcome) => answers.inc({ kind, outcome }),
    eventSeen: (type, outcome) => events.inc({ type, outcome }),
  };
};

/** What goes out. */
const outgoingMetrics = (registry: Registry): Pick<Metrics, 'slackCalled' | 'delivered' | 'mailed' | 'jobDone'> => {
  const calls = counter(
    registry,
    'usher_slack_calls_total',
    'Calls of Slack’s Web API by method and outcome; rate_limited is a 429.',
    ['method', 'outcome'],
  );
  const deliveries = counter(
    registry,
    'usher_deliveries_total',
    'Attempts to deliver an invitation by channel, what became of them, and why not.',
    ['channel', 'state', 'cause'],
  );
  const mails = counter(registry, 'usher_mails_total', 'Mails by what the mail server said.', ['outcome']);
  const jobs = counter(registry, 'usher_jobs_total', 'Runs of jobs by name and outcome; failed: for good.', [
    'job',
    'outcome',
  ]);
  return {
    slackCalled: (method, outcome) => calls.inc({ method, outcome }),
    delivered: (channel, state, cause) =>
      deliveries.inc({ channel: channel.toLowerCase(), state: state.toLowerCase(), cause: cause ?? 'none' }),
    mailed: (outcome) => mails.inc({ outcome }),
    jobDone: (job, outcome) => jobs.inc({ job, outcome }),
  };
};

const poolMetrics = (registry: Registry): Pick<Metrics, 'watchPool'> => {
  const pools = new Map<string, PoolCounts>();
  new Gauge({
    name: 'usher_database_connections',
    help: 'Connections of this process to the database by pool; waiting: requests that no connection is free for.',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect() {
      for (const [pool, { totalCount, idleCount, waitingCount }] of pools) {
        this.set({ pool, state: 'total' }, totalCount);
        this.set({ pool, state: 'idle' }, idleCount);
        this.set({ pool, state: 'waiting' }, waitingCount);
      }
    },
  });
  return { watchPool: (pool, counts) => void pools.set(pool, counts) };
};

const counter = <Label extends string>(registry: Registry, name: string, help: string, labelNames: readonly Label[]) =>
  new Counter({ name, help, labelNames: [...labelNames], registers: [registry] });
