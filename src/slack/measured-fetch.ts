import type { FetchFunction } from '@slack/web-api';
import type { Metrics, SlackCallOutcome } from '../ports/metrics.ts';

/** A `fetch` whose answers are the platform's own. */
export type Fetch = (...given: Parameters<FetchFunction>) => Promise<Response>;

/** Counts each call of Slack's Web API by its method and what Slack said. */
export const measuredFetch = (metrics: Metrics, call: Fetch): Fetch => {
  if (!metrics.isOn) return call;
  return async (url, init) => {
    const method = methodOf(String(url));
    try {
      const response = await call(url, init);
      metrics.slackCalled(method, await outcomeOf(response));
      return response;
    } catch (error) {
      metrics.slackCalled(method, 'no_answer');
      throw error;
    }
  };
};

// What is posted to a response_url has a secret in its path, and no method.
const methodOf = (url: string): string =>
  /\/api\/([a-z]+(?:\.[a-zA-Z]+)+)$/.exec(new URL(url).pathname)?.[1] ?? 'response_url';

const outcomeOf = async (response: Response): Promise<SlackCallOutcome> => {
  if (response.status === 429) return 'rate_limited';
  if (!response.ok) return 'http_error';
  // The answer to a response_url is a plain "ok".
  const answer: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false ? 'error' : 'ok';
};
