import { describe, expect, it } from 'vitest';
import { ago, remaining, span } from '../../src/slack/durations.ts';
import { at } from './examples.ts';

const HOUR = 3_600_000;
const shifted = (ms: number): Date => new Date(at.getTime() + ms);

describe('durations', () => {
  it.each([
    [1, '1 minute'],
    [60_000, '1 minute'],
    [59 * 60_000, '59 minutes'],
    [HOUR, '1 hour'],
    [24 * HOUR - 1000, '24 hours'],
    [47 * HOUR, '47 hours'],
    [48 * HOUR, '2 days'],
    [30 * 24 * HOUR, '30 days'],
  ])('when %i ms are told, says %s', (ms, text) => {
    expect(span(ms)).toBe(text);
  });

  it('tells what is left of a link, or how long ago it ran out', () => {
    expect(remaining(null, at)).toBe('not sent yet');
    expect(remaining(shifted(3 * HOUR), at)).toBe('ends in 3 hours');
    expect(remaining(shifted(-3 * HOUR), at)).toBe('ran out 3 hours ago');
    expect(ago(shifted(-10), at)).toBe('just now');
  });
});
