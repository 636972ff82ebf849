import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGiveWay } from '../../src/jobs/give-way.ts';
import { createInFlight } from '../../src/slack/in-flight.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Jobs that ask whether they may begin, and how many have. */
const jobs = (count: number, giveWay: () => Promise<void>) => {
  let begun = 0;
  const asked = Promise.all(
    Array.from({ length: count }, async () => {
      await giveWay();
      begun += 1;
    }),
  );
  return { asked, begun: () => begun };
};

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('jobs give way', () => {
  it('to nobody where nobody waits: all begin at once, without a timer', async () => {
    await jobs(
      100,
      createGiveWay(() => Number.POSITIVE_INFINITY),
    ).asked;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('to whoever waits for an answer, and go on one after the other a moment after the last one has theirs', async () => {
    const { track, quietMs } = createInFlight();
    let answer = (): void => {};
    const interaction = track(new Promise<void>((resolve) => (answer = resolve)));
    const { begun } = jobs(6, createGiveWay(quietMs));
    await pass(10);
    expect(begun()).toBe(1);
    answer();
    await interaction;
    await pass(10);
    expect(begun()).toBe(1);
    await pass(20);
    expect(begun()).toBe(3);
    await pass(30);
    expect(begun()).toBe(6);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('to nobody as soon as everybody is gone: then all begin at once', async () => {
    let quiet = 1_000;
    const giveWay = createGiveWay(() => quiet);
    const [first, others] = [jobs(1, giveWay), jobs(100, giveWay)];
    await first.asked;
    await pass(50);
    expect(others.begun()).toBe(5);
    quiet = 60_000;
    await pass(10);
    expect(others.begun()).toBe(100);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('but never for good: while somebody always waits, one begins now and then', async () => {
    const { begun } = jobs(
      50,
      createGiveWay(() => 0),
    );
    await pass(500);
    expect(begun()).toBeGreaterThan(10);
    expect(begun()).toBeLessThan(25);
    await pass(1500);
    expect(begun()).toBe(50);
  });
});
