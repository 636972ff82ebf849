// Whoever sends one command after the other pauses for less than this between two.
const QUIET_MS = 20;
// A flood of commands holds jobs up, but never for good.
const ONE_EVERY_MS = 25;
const LOOK_EVERY_MS = 5;

/**
 * Jobs share a processor with what people wait for, and nobody waits for a job in milliseconds. So a job begins where nobody has been
 * waiting for a moment; while somebody is, one begins now and then. `quietMs`: for how long nobody has been waiting.
 */
export const createGiveWay = (quietMs: () => number): (() => Promise<void>) => {
  const waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let beganAt = Number.NEGATIVE_INFINITY;
  const isQuiet = (): boolean => quietMs() >= QUIET_MS;
  const look = (): void => {
    const now = performance.now();
    const mayBegin = isQuiet() ? waiting.length : Number(now - beganAt >= ONE_EVERY_MS);
    if (mayBegin > 0) beganAt = now;
    for (const begin of waiting.splice(0, mayBegin)) begin();
    if (waiting.length > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  return async () => {
    if (isQuiet()) return;
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      timer ??= setInterval(look, LOOK_EVERY_MS);
    });
  };
};
