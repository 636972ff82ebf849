import { describe, expect, it } from 'vitest';
import { isPublicMailDomain, isWithin, parseDomain, readableDomain } from '../../src/domain/domain-name.ts';
import { findSettingClash, type Settings } from '../../src/domain/settings.ts';
import { parseHours } from '../../src/domain/time-span.ts';
import { findTimeZones, isTimeZone, zoneOffset } from '../../src/domain/time-zones.ts';
import { organization } from '../slack/examples.ts';

describe('parseDomain', () => {
  it.each([
    ['Example.COM', 'example.com'],
    [' @example.com ', 'example.com'],
    ['*.example.com', 'example.com'],
    ['https://example.com/', 'example.com'],
    ['m\u00FCller.example', 'xn--mller-kva.example'],
    ['mu\u0308ller.example', 'xn--mller-kva.example'],
    ['xn--mller-kva.example', 'xn--mller-kva.example'],
  ])('reads %j as %j', (typed, domain) => {
    expect(parseDomain(typed)).toBe(domain);
  });

  it.each([
    '',
    'example',
    'a@example.com',
    'example.com/path',
    'exa mple.com',
    '10.0.0.1',
    'ex%61mple.com',
    'a'.repeat(600),
    '-a.com',
    '<!channel>.com',
  ])('does not read %j', (typed) => {
    expect(parseDomain(typed)).toBeNull();
  });

  it('is read again as it is shown', () => {
    expect(parseDomain(readableDomain('xn--mller-kva.example'))).toBe('xn--mller-kva.example');
  });
});

describe('isWithin', () => {
  it.each([
    ['example.com', ['example.com'], true],
    ['mail.example.com', ['example.com'], true],
    ['notexample.com', ['example.com'], false],
    ['example.com', ['mail.example.com'], false],
    ['m\u00FCller.example', ['xn--mller-kva.example'], true],
    ['xn--mller-kva.example', ['xn--mller-kva.example'], true],
    ['example.com', [], false],
  ])('%s among %j: %s', (domain, list, expected) => {
    expect(isWithin(domain, list)).toBe(expected);
  });

  it('knows where anybody may have an address', () => {
    expect(['gmail.com', 'mail.gmail.com', 'example.com'].map(isPublicMailDomain)).toEqual([true, true, false]);
  });
});

describe('parseHours', () => {
  it.each([
    ['24 h', 24],
    ['24 hours', 24],
    ['1 hour', 1],
    ['3 days', 72],
    ['3d', 72],
    ['1 Week', 168],
    ['36', 36],
    ['1.5 days', 36],
    ['1,5 d', 36],
  ])('reads %j as %i hours', (typed, hours) => {
    expect(parseHours(typed)).toBe(hours);
  });

  it.each(['', 'h', 'soon', '1.3 h', '-3 h', '1 month', '1e3', '24 h 30', '99999', '\u0663'])(
    'does not read %j',
    (typed) => {
      expect(parseHours(typed)).toBeNull();
    },
  );
});

describe('time zones', () => {
  const winter = new Date('2026-01-15T12:00:00Z');

  it.each([
    ['berlin', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['Europe/Berlin (UTC+1)', 'Europe/Berlin'],
    ['utc', 'UTC'],
    ['utc-3:30', 'America/St_Johns'],
    ['europe utc+0', 'Europe/London'],
  ])('%j finds %s', (typed, zone) => {
    expect(findTimeZones(typed, winter, 100)).toContain(zone);
  });

  it('finds nothing that has not all that was typed, and no more than is asked for', () => {
    expect(findTimeZones('berlin utc+2', winter, 100)).toEqual([]);
    expect(findTimeZones('utc+1', winter, 100)).not.toContain('Australia/Sydney');
    expect(findTimeZones('', winter, 7)).toHaveLength(7);
  });

  it('tells the offset of a moment, and what is no zone', () => {
    expect([zoneOffset('Asia/Kolkata', winter), zoneOffset('Europe/Berlin', new Date('2026-07-01'))]).toEqual([
      'UTC+5:30',
      'UTC+2',
    ]);
    expect(['Asia/Calcutta', 'UTC', 'Mars/Base', '', '../etc'].map(isTimeZone)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('findSettingClash', () => {
  const clash = (settings: Partial<Settings>) => findSettingClash({ ...organization, ...settings })?.kind ?? null;

  it.each([
    [{}, null],
    [{ existingAccounts: 'ADD_AT_ONCE' }, 'own_domain_needed'],
    [{ existingAccounts: 'ADD_AT_ONCE', ownDomains: ['example.com'] }, null],
    [{ ownDomains: ['example.com', 'gmail.com'] }, 'public_mail_domain'],
    [{ allowedDomains: ['mail.example.com'], blockedDomains: ['example.com'] }, 'allowed_in_vain'],
    [{ allowedDomains: ['example.com'], blockedDomains: ['mail.example.com'] }, null],
    [{ organizationPosts: 'WEEKLY' }, 'channel_needed'],
    [{ organizationPosts: 'WEEKLY', organizationChannelId: 'C123' }, null],
  ] as const)('of %j is %s', (settings, kind) => {
    expect(clash(settings)).toBe(kind);
  });
});
