import { describe, expect, it } from 'vitest';
import { digestDay, weekBefore, weeklyDay } from '../../src/domain/mornings.ts';

describe('digestDay', () => {
  it.each([
    // Berlin is an hour ahead of UTC in winter, two in summer.
    ['a minute before its hour', '2026-11-25T07:59:00Z', 'Europe/Berlin', 9, null],
    ['at its hour', '2026-11-25T08:00:00Z', 'Europe/Berlin', 9, '2026-11-25'],
    ['in summer', '2026-07-01T07:00:00Z', 'Europe/Berlin', 9, '2026-07-01'],
    ['after some hours of downtime', '2026-11-25T11:59:00Z', 'Europe/Berlin', 9, '2026-11-25'],
    ['when it is late', '2026-11-25T12:00:00Z', 'Europe/Berlin', 9, null],
    ['at night', '2026-11-25T23:00:00Z', 'Europe/Berlin', 9, null],
    ['on Saturday', '2026-11-28T08:00:00Z', 'Europe/Berlin', 9, null],
    ['where it is Monday already', '2026-11-29T20:00:00Z', 'Pacific/Auckland', 9, '2026-11-30'],
    ['by a late hour: until midnight', '2026-11-25T22:59:00Z', 'Europe/Berlin', 22, '2026-11-25'],
    ['by a late hour: not on the day after', '2026-11-26T00:30:00Z', 'Europe/Berlin', 22, null],
    ['when its hour is skipped', '2026-03-27T11:00:00Z', 'Africa/Cairo', 13, '2026-03-27'],
    ['in a zone that nobody knows', '2026-11-25T09:00:00Z', 'Nowhere/At all', 9, '2026-11-25'],
  ])('%s', (_when, now, timeZone, digestHour, day) => {
    expect(digestDay(new Date(now), { timeZone, digestHour })).toBe(day);
  });
});

describe('weeklyDay', () => {
  it.each([
    ['on Monday morning', '2026-11-30T08:00:00Z', '2026-11-30'],
    ['before nine', '2026-11-30T07:59:00Z', null],
    ['in the afternoon', '2026-11-30T12:00:00Z', null],
    ['on Tuesday', '2026-12-01T08:00:00Z', null],
  ])('%s', (_when, now, day) => {
    expect(weeklyDay(new Date(now), 'Europe/Berlin')).toBe(day);
  });

  it('looks back at the week from Monday to Sunday, an hour longer where the clocks went back', () => {
    expect(weekBefore('2026-10-26', 'Europe/Berlin')).toEqual({
      since: new Date('2026-10-18T22:00:00Z'),
      until: new Date('2026-10-25T23:00:00Z'),
    });
  });
});
