/** Counts what is being answered. Bolt's own `stop` waits for nothing. */
export type InFlight = {
  /** True from `stop` on: what arrives now is asked to come back. */
  readonly isStopping: () => boolean;
  readonly stop: () => void;
  readonly track: <T>(work: Promise<T>) => Promise<T>;
  /** For how long nothing has been being answered, in milliseconds; 0 while something is. */
  readonly quietMs: () => number;
  /** Resolves when nothing is being answered any more. */
  readonly drained: () => Promise<void>;
};

export const createInFlight = (): InFlight => {
  const running = new Set<Promise<unknown>>();
  let stopping = false;
  let endedAt = Number.NEGATIVE_INFINITY;
  return {
    isStopping: () => stopping,
    stop: () => {
      stopping = true;
    },
    track: (work) => {
      running.add(work);
      const forget = (): void => {
        running.delete(work);
        endedAt = performance.now();
      };
      work.then(forget, forget);
      return work;
    },
    quietMs: () => (running.size > 0 ? 0 : performance.now() - endedAt),
    drained: async () => {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
};
