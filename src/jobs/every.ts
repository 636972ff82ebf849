import type { Logger } from 'pino';

export type Repeating = { readonly stop: () => Promise<void> };

/** Does the work again and again, one after the other; what fails is logged and done the next time. `stop` waits for the current one. */
export const every = (milliseconds: number, what: string, work: () => Promise<void>, log: Logger): Repeating => {
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(work)
      .catch((error: unknown) => log.warn({ err: error, what }, 'Regular work failed; it is done again.'));
  }, milliseconds);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
};
