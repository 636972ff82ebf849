import type { Logger } from 'pino';

export type Stoppable = { readonly what: string; readonly stop: () => Promise<void> };

/** In the order given, each whatever became of the one before. */
export const stopAll = async (parts: readonly Stoppable[], log: Logger): Promise<void> => {
  for (const { what, stop } of parts) {
    await stop().catch((error: unknown) => log.error({ err: error, what }, 'A part of Usher did not stop cleanly.'));
  }
};

/** The same work however often it is asked for. */
export const once = (work: () => Promise<void>): (() => Promise<void>) => {
  let result: Promise<void> | undefined;
  return () => {
    result ??= work();
    return result;
  };
};
