import { describe, expect, it } from 'vitest';
import { momentText } from '../../src/domain/moment-text.ts';

describe('momentText', () => {
  const at = new Date('2026-07-05T22:30:00Z');

  it.each([
    ['Europe/Berlin', 'Monday, 6 July 2026, 00:30 (Europe/Berlin, UTC+2)'],
    ['America/St_Johns', 'Sunday, 5 July 2026, 20:00 (America/St_Johns, UTC-2:30)'],
    ['Asia/Kathmandu', 'Monday, 6 July 2026, 04:15 (Asia/Kathmandu, UTC+5:45)'],
    ['UTC', 'Sunday, 5 July 2026, 22:30 (UTC)'],
    ['Etc/UTC', 'Sunday, 5 July 2026, 22:30 (UTC)'],
  ])('when the zone is %s, names it and its distance from UTC', (zone, text) => {
    expect(momentText(at, zone)).toBe(text);
  });

  it.each(['', 'Mars/Olympus', '<script>', 'europe'])(
    'when the zone is %j, which is none, falls back to UTC',
    (zone) => {
      expect(momentText(at, zone)).toBe('Sunday, 5 July 2026, 22:30 (UTC)');
    },
  );

  it('when summer time ends, shows the distance of that day', () => {
    expect(momentText(new Date('2026-10-25T00:30:00Z'), 'Europe/Berlin')).toContain('02:30 (Europe/Berlin, UTC+2)');
    expect(momentText(new Date('2026-10-25T01:30:00Z'), 'Europe/Berlin')).toContain('02:30 (Europe/Berlin, UTC+1)');
  });
});
