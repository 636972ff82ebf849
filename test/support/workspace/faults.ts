/** How often a fault strikes before it is spent; once if not said. */
type Times = { times?: number };

export type Fault =
  | { readonly kind: 'answer'; readonly error: string; readonly fields: Record<string, unknown> }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  /** The call has its effect, and its answer never arrives. */
  | { readonly kind: 'lose' };

export type Faults = {
  /** Answers `{ ok: false, error }` without any effect. `method` may be `*`. */
  readonly answer: (method: string, error: string, options?: Times & { fields?: Record<string, unknown> }) => void;
  /** Answers with an HTTP status such as 503, without any effect. */
  readonly status: (method: string, status: number, options?: Times) => void;
  /** Waits before anything else happens. */
  readonly hang: (method: string, milliseconds: number, options?: Times) => void;
  /** Lets the call have its effect, then cuts the connection. */
  readonly lose: (method: string, options?: Times) => void;
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
  readonly take: (method: string) => Fault | undefined;
  /** Milliseconds that the call hangs first. */
  readonly takeHang: (method: string) => number;
};

type Planned<T> = { readonly method: string; readonly what: T; left: number };

const takeFrom = <T>(planned: Planned<T>[], method: string): T | undefined => {
  const found = planned.find((one) => one.left > 0 && (one.method === method || one.method === '*'));
  if (!found) return undefined;
  found.left -= 1;
  return found.what;
};

export const createFaults = (): FaultDesk => {
  const planned: Planned<Fault>[] = [];
  const hangs: Planned<number>[] = [];
  const plan = (method: string, what: Fault, left = 1): void => {
    planned.push({ method, what, left });
  };
  return {
    faults: {
      answer: (method, error, options) =>
        plan(method, { kind: 'answer', error, fields: options?.fields ?? {} }, options?.times),
      status: (method, status, options) => plan(method, { kind: 'status', status }, options?.times),
      hang: (method, milliseconds, options) => {
        hangs.push({ method, what: milliseconds, left: options?.times ?? 1 });
      },
      lose: (method, options) => plan(method, { kind: 'lose' }, options?.times),
      clear: () => {
        planned.length = 0;
        hangs.length = 0;
      },
    },
    limits: {
      next: (method, { retryAfter, times }) => plan(method, { kind: 'status', status: 429, retryAfter }, times),
    },
    take: (method) => takeFrom(planned, method),
    takeHang: (method) => takeFrom(hangs, method) ?? 0,
  };
};
