import type { Logger } from 'pino';

export type Repeating = { readonly stop: () => Promise<void> };

/**
 * Does the work again and again; what fails is logged and done the next time. The pause begins when the work has ended, so that
 * slow work, such as that of a database out of reach, never piles up. `stop` waits for the current one.
 * @param firstAfter milliseconds until it is done for the first time
 */
export const every = (
  milliseconds: number,
  what: string,
  work: () => Promise<void>,
  log: Logger,
  firstAfter = milliseconds,
): Repeating => {
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  const doIt = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.warn({ err: error, what }, 'Regular work failed; it is done again.');
    }
    if (!isStopped) timer = plan(milliseconds);
  };
  const plan = (pause: number): NodeJS.Timeout =>
    setTimeout(() => {
      running = doIt();
    }, pause).unref();
  let timer = plan(firstAfter);
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};
