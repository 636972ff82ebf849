import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { every } from '../../src/jobs/every.ts';
import { createLogger } from '../../src/logger.ts';

const logTo = () => {
  const lines: Record<string, unknown>[] = [];
  return { lines, log: createLogger('info', { write: (line) => void lines.push(JSON.parse(line)) }) };
};

describe('regular work', () => {
  it('when it takes longer than the pause, it never piles up: the pause begins when it has ended', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const work = async () => {
      begun.push(performance.now());
      await sleep(90);
      ended.push(performance.now());
    };
    const repeating = every(30, 'slow work', work, logTo().log);
    await expect.poll(() => begun.length, { interval: 5 }).toBe(4);
    await repeating.stop();
    const pauses = begun.slice(1).map((at, index) => at - (ended[index] ?? Number.NaN));
    for (const pause of pauses) expect(pause).toBeGreaterThan(25);
  });

  it('when it fails, the log has it, and it is done again', async () => {
    const { lines, log } = logTo();
    let count = 0;
    const work = async () => {
      count += 1;
      if (count === 1) throw new Error('the lights went out');
    };
    const repeating = every(10, 'some work', work, log);
    await expect.poll(() => count, { interval: 5 }).toBeGreaterThan(2);
    await repeating.stop();
    expect(lines).toMatchObject([{ what: 'some work', err: { message: 'the lights went out' } }]);
  });

  it('when it is stopped, what is under way is finished, and nothing begins any more', async () => {
    let count = 0;
    let isDone = false;
    const work = async () => {
      count += 1;
      await sleep(60);
      isDone = true;
    };
    const repeating = every(10, 'some work', work, logTo().log);
    await expect.poll(() => count, { interval: 5 }).toBe(1);
    await repeating.stop();
    expect(isDone).toBe(true);
    await sleep(60);
    expect(count).toBe(1);
  });
});
