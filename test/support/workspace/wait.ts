import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 10;

/** How long every wait lasts unless told otherwise: a busy machine is slow, and who gets what they wait for waits no longer. */
const PATIENCE_MS = 30_000;

/**
 * Polls until `look` returns something.
 * @throws after `timeoutMs`, with what was awaited and what was there instead
 */
export const waitFor = async <T>(
  what: string,
  look: () => T | undefined,
  there: () => string,
  timeoutMs = PATIENCE_MS,
): Promise<T> => {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms for ${what}. There was instead:\n${there()}`);
    await sleep(POLL_MS);
  }
};

/** Whether a text holds a string or matches a pattern. */
export const matches = (text: string, pattern: string | RegExp): boolean =>
  typeof pattern === 'string'
    ? text.includes(pattern)
    : new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).test(text);

/** Whether a label is exactly this string, or matches this pattern. */
export const isLabel = (label: string, pattern: string | RegExp): boolean =>
  typeof pattern === 'string' ? label === pattern : matches(label, pattern);
