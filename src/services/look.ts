import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding, SkipReason } from '../domain/doctor/finding.ts';

/** What a look came to: facts, or why there are none. */
export type Looked<T> =
  | { readonly kind: 'seen'; readonly facts: T }
  | { readonly kind: 'unseen'; readonly findings: readonly Finding[]; readonly skipped: SkipReason | null };

export const leftOut = (skipped: SkipReason): Looked<never> => ({ kind: 'unseen', findings: [], skipped });

/** Looks for so long and no longer: what hangs is a finding too, and so is what nobody expected. */
export const look = async <T>(probe: () => Promise<T>, patienceMs: number): Promise<Looked<T>> => {
  const timer = new AbortController();
  const seconds = Math.round(patienceMs / 1000);
  const late = sleep(patienceMs, undefined, { signal: timer.signal }).then(() =>
    unseen({ code: 'check_hangs', seconds }),
  );
  // Aborted when the answer came in time.
  late.catch(() => undefined);
  const seen = probe().then(
    (facts): Looked<T> => ({ kind: 'seen', facts }),
    (error: unknown) => unseen({ code: 'check_failed', cause: nameOf(error) }),
  );
  try {
    return await Promise.race([seen, late]);
  } finally {
    timer.abort();
  }
};

const unseen = (finding: Finding): Looked<never> => ({ kind: 'unseen', findings: [finding], skipped: null });

/** The code of an error, never its message: that may quote an address or a part of a URL. */
const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : '';
  return (code || error.name).replaceAll(/[^\w .-]/g, '').slice(0, 60);
};
