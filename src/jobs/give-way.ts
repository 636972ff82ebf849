// Whoever sends one command after the other pauses for less than this between two.
const QUIET_MS = 20;
// Whoever has sent nothing for so long is not at it any more.
const ALONE_MS = 10_000;
// A flood of commands holds jobs up, but never for good.
const ONE_EVERY_MS = 25;
// What a job takes of this machine; whatever takes longer waits for Slack or a mail server, and several do that at a time.
const PACE_MS = 10;

/**
 * Jobs share a processor with what people wait for, and nobody waits for a job in milliseconds. So a job begins where nobody has been
 * waiting for a moment, and while people are about, one begins after the other: whoever comes meets one that is under way and not six.
 * While somebody is waiting, one begins now and then. `quietMs`: for how long nobody has been waiting.
 */
export const createGiveWay = (quietMs: () => number): (() => Promise<void>) => {
  const waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let beganAt = Number.NEGATIVE_INFINITY;
  const begin = (most: number): void => {
    if (most > 0) beganAt = performance.now();
    for (const go of waiting.splice(0, most)) go();
    if (waiting.length > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  const look = (): void => {
    const quiet = quietMs();
    if (quiet >= ALONE_MS) begin(waiting.length);
    else if (quiet >= QUIET_MS) begin(1);
    else begin(Number(performance.now() - beganAt >= ONE_EVERY_MS));
  };
  return () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      const quiet = quietMs();
      const isPaced = performance.now() - beganAt < PACE_MS;
      if (quiet >= ALONE_MS) begin(waiting.length);
      else if (quiet >= QUIET_MS && waiting.length === 1 && !isPaced) begin(1);
      else timer ??= setInterval(look, PACE_MS);
    });
};
