import type { Metrics } from '../ports/metrics.ts';

const nothing = (): void => undefined;

/** Where nobody reads them. */
export const noMetrics: Metrics = {
  isOn: false,
  acked: nothing,
  answered: nothing,
  eventSeen: nothing,
  slackCalled: nothing,
  delivered: nothing,
  mailed: nothing,
  jobDone: nothing,
  watchPool: nothing,
};
