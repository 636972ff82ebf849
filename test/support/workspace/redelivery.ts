import type { Delivery } from './records.ts';
import { nowOf, type State } from './state.ts';

/** Which time an event is delivered again, and why the time before did not count. */
export type Retry = { readonly num: number; readonly reason: 'http_timeout' | 'connection_failed' | 'http_error' };

// docs.slack.dev/apis/events-api: nearly at once, after a minute, after five minutes.
const afterMs = [0, 60_000, 5 * 60_000];

/**
 * Slack's redelivery of events that were not acked in time, by the workspace's clock: `again` is called when a time has come, in real
 * time or because a test moved the clock. What the app said no to by `X-Slack-No-Retry` is left at that.
 */
export const redeliver = (state: State, first: Delivery, again: (retry: Retry) => Promise<Delivery>): void => {
  const next = (failed: Delivery, num: number): void => {
    const wait = afterMs[num - 1];
    if (!failed.failed || failed.noRetry || wait === undefined) return;
    after(state, wait, () => {
      void again({ num, reason: reasonOf(failed) }).then((delivery) => next(delivery, num + 1));
    });
  };
  next(first, 1);
};

const reasonOf = ({ timedOut, status }: Delivery): Retry['reason'] =>
  timedOut ? 'http_timeout' : status === undefined ? 'connection_failed' : 'http_error';

const after = (state: State, milliseconds: number, work: () => void): void => {
  state.alarms.push({ at: nowOf(state) + milliseconds, work });
  setTimeout(() => ringAlarms(state), milliseconds).unref();
};

/** Does what is due by the workspace's clock; called when time has passed, by itself or by a test. */
export const ringAlarms = (state: State): void => {
  const now = nowOf(state);
  const due = state.alarms.filter(({ at }) => at <= now);
  state.alarms = state.alarms.filter(({ at }) => at > now);
  for (const { work } of due) work();
};
