import { describe, expect, it } from 'vitest';
import { workingDay, workingDaySpan } from '../../src/services/working-day.ts';

describe('workingDay', () => {
  it.each([
    // Monday, 2 March 2026.
    ['a Monday', '2026-03-02T12:00:00Z', 'UTC', '2026-03-02'],
    ['a Friday', '2026-03-06T23:59:59Z', 'UTC', '2026-03-06'],
    ['a Saturday, as the Friday before', '2026-03-07T00:00:00Z', 'UTC', '2026-03-06'],
    ['a Sunday, as the Friday before', '2026-03-08T23:59:59Z', 'UTC', '2026-03-06'],
    ['the next Monday', '2026-03-09T00:00:00Z', 'UTC', '2026-03-09'],
    ['what is Monday there already', '2026-03-08T23:30:00Z', 'Europe/Berlin', '2026-03-09'],
    ['what is Friday there still', '2026-03-07T03:00:00Z', 'America/New_York', '2026-03-06'],
    ['what is Sunday there still', '2026-03-09T03:00:00Z', 'America/New_York', '2026-03-06'],
    ['a weekend at the turn of a month', '2026-02-01T10:00:00Z', 'UTC', '2026-01-30'],
    ['a weekend at the turn of a year', '2028-01-01T10:00:00Z', 'UTC', '2027-12-31'],
    ['the Sunday on which the clocks change', '2026-03-29T01:30:00Z', 'Europe/Berlin', '2026-03-27'],
    ['a zone that nobody knows, as UTC', '2026-03-08T23:30:00Z', 'Mars/Olympus', '2026-03-06'],
    ['an empty zone, as UTC', '2026-03-02T23:30:00Z', '', '2026-03-02'],
  ])('is, for %s', (_case, at, zone, day) => {
    expect(workingDay(new Date(at), zone)).toBe(day);
  });
});

describe('workingDaySpan', () => {
  it.each([
    ['a Monday, a day', '2026-03-02', 'UTC', '2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z'],
    ['a Thursday, a day', '2026-03-05', 'UTC', '2026-03-05T00:00:00Z', '2026-03-06T00:00:00Z'],
    ['a Friday, with the weekend', '2026-03-06', 'UTC', '2026-03-06T00:00:00Z', '2026-03-09T00:00:00Z'],
    ['a day in its zone', '2026-03-02', 'America/New_York', '2026-03-02T05:00:00Z', '2026-03-03T05:00:00Z'],
    [
      'the weekend that is an hour short',
      '2026-03-27',
      'Europe/Berlin',
      '2026-03-26T23:00:00Z',
      '2026-03-29T22:00:00Z',
    ],
    ['the weekend that is an hour long', '2026-10-23', 'Europe/Berlin', '2026-10-22T22:00:00Z', '2026-10-25T23:00:00Z'],
    ['a Friday that begins at one', '2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00Z', '2026-04-26T21:00:00Z'],
    ['a zone that nobody knows, as UTC', '2026-03-02', 'Mars/Olympus', '2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z'],
  ])('is, for %s', (_case, day, zone, since, until) => {
    expect(workingDaySpan(day, zone)).toEqual({ since: new Date(since), until: new Date(until) });
  });

  it.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'])(
    'puts every moment of a year in %s into its own day',
    (zone) => {
      const strays: string[] = [];
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 5 * 3_600_000) {
        const { since, until } = workingDaySpan(workingDay(new Date(at), zone), zone);
        if (since.getTime() > at || until.getTime() <= at) strays.push(new Date(at).toISOString());
      }
      expect(strays).toEqual([]);
    },
  );
});
