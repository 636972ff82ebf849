import { setTimeout as sleep } from 'node:timers/promises';

/** How often a fault strikes before it is spent; once if not said. `to`: only calls with this `channel`. */
type Times = { times?: number; to?: string };

export type Fault =
  | { readonly kind: 'answer'; readonly error: string; readonly fields: Record<string, unknown> }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  /** The call has its effect, and its answer never arrives. */
  | { readonly kind: 'lose' }
  | { readonly kind: 'swallow' };

export type Faults = {
  /** Answers `{ ok: false, error }` without any effect. `method` may be `*`. */
  readonly answer: (method: string, error: string, options?: Times & { fields?: Record<string, unknown> }) => void;
  /** Answers with an HTTP status such as 503, without any effect. */
  readonly status: (method: string, status: number, options?: Times) => void;
  /** Waits before anything else happens. */
  readonly hang: (method: string, milliseconds: number, options?: Times) => void;
  /** The next call waits until this lets it go. */
  readonly hold: (method: string) => () => void;
  /** Lets the call have its effect, then cuts the connection. */
  readonly lose: (method: string, options?: Times) => void;
  /** No effect and no answer, for as long as the caller waits. */
  readonly swallow: (method: string, options?: Times) => void;
  readonly clear: () => void;
};

export type Limits = {
  /** Answers 429 with Retry-After, in seconds, to the next call. */
  readonly next: (method: string, options: Times & { retryAfter: number }) => void;
};

export type FaultDesk = {
  readonly faults: Faults;
  readonly limits: Limits;
  /** The next fault for a call, which is thereby spent once. */
  readonly take: (method: string, args: Readonly<Record<string, unknown>>) => Fault | undefined;
  /** Resolves when the call may have its effect. */
  readonly wait: (method: string) => Promise<void>;
};

type Planned<T> = { readonly method: string; readonly what: T; readonly to?: string | undefined; left: number };

const takeFrom = <T>(planned: Planned<T>[], method: string, channel?: unknown): T | undefined => {
  const found = planned.find(
    ({ left, method: name, to }) =>
      left > 0 && (name === method || name === '*') && (to === undefined || to === channel),
  );
  if (!found) return undefined;
  found.left -= 1;
  return found.what;
};

export const createFaults = (): FaultDesk => {
  const planned: Planned<Fault>[] = [];
  const waits: Planned<() => Promise<void>>[] = [];
  const plan = (method: string, what: Fault, { times: left = 1, to }: Times = {}): void => {
    planned.push({ method, what, to, left });
  };
  return {
    faults: {
      answer: (method, error, options) =>
        plan(method, { kind: 'answer', error, fields: options?.fields ?? {} }, options),
      status: (method, status, options) => plan(method, { kind: 'status', status }, options),
      hang: (method, milliseconds, options) => {
        waits.push({ method, what: () => sleep(milliseconds), left: options?.times ?? 1 });
      },
      hold: (method) => {
        let letGo = (): void => {};
        const free = new Promise<void>((resolve) => {
          letGo = resolve;
        });
        waits.push({ method, what: () => free, left: 1 });
        return letGo;
      },
      lose: (method, options) => plan(method, { kind: 'lose' }, options),
      swallow: (method, options) => plan(method, { kind: 'swallow' }, options),
      clear: () => {
        planned.length = 0;
        waits.length = 0;
      },
    },
    limits: {
      next: (method, { retryAfter, ...options }) => plan(method, { kind: 'status', status: 429, retryAfter }, options),
    },
    take: (method, args) => takeFrom(planned, method, args['channel']),
    wait: async (method) => takeFrom(waits, method)?.(),
  };
};
