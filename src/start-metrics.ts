import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { createMetrics } from './metrics/create-metrics.ts';
import { noMetrics } from './metrics/no-metrics.ts';
import type { Metrics } from './ports/metrics.ts';
import { type Served, serve } from './serve.ts';
import type { StoreClient } from './store/client.ts';
import { readQueue } from './store/queue.ts';
import { createMetricsApp, type MetricsDoor } from './web/metrics-routes.ts';

export type AppMetrics = {
  readonly metrics: Metrics;
  /** What is read of the database, once it is there. */
  readonly watchDatabase: (database: Pick<StoreClient, 'pool'>) => void;
  /** On the port of everything else; null where there is none, or one of its own. */
  readonly door: MetricsDoor | null;
  /** Listens on the port of its own, where it has one. */
  readonly serve: () => Promise<Served | null>;
};

const settings = { port: 'METRICS_BIND', address: 'METRICS_BIND' };

const off: AppMetrics = { metrics: noMetrics, watchDatabase: () => {}, door: null, serve: async () => null };

/** Off unless the operator gave a token or an address for it: nothing is counted then. */
export const startMetrics = (config: Pick<Config, 'METRICS_TOKEN' | 'METRICS_BIND'>, log: Logger): AppMetrics => {
  const { METRICS_TOKEN: token, METRICS_BIND: bind } = config;
  if (!token && !bind) return off;
  const { metrics, text, watchQueue } = createMetrics(log);
  const door = { text, token: token ?? null };
  return {
    metrics,
    watchDatabase: ({ pool }) => {
      metrics.watchPool('store', pool);
      watchQueue(() => readQueue(pool));
    },
    door: bind ? null : door,
    serve: async () => (bind ? serve(createMetricsApp(door), bind.port, bind.host, settings) : null),
  };
};
