/** What a job tells the runner: finished, whatever came of it, or to be done again. */
export type JobOutcome =
  | { readonly kind: 'finished' }
  /** `afterSeconds` is what Slack's Retry-After said; null leaves it to the queue's own back-off. */
  | { readonly kind: 'again'; readonly afterSeconds: number | null; readonly cause: string }
  /** It has been tried for long enough: somebody is told, and it is over. */
  | { readonly kind: 'given_up'; readonly cause: string };

/** `isLast`: there will be no other try after this one. */
export type Attempt = { readonly isLast: boolean };

export const finished: JobOutcome = { kind: 'finished' };

export const again = (cause: string, afterSeconds: number | null = null): JobOutcome => ({
  kind: 'again',
  cause,
  afterSeconds,
});
