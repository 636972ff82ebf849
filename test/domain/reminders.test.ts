import fc from 'fast-check';
import { DateTime, Settings } from 'luxon';
import { describe, expect, it } from 'vitest';
import { isQuiet, type QuietHours } from '../../src/domain/quiet-hours.ts';
import { type LinkLife, nextReminder, planReminders, type TakenReminder } from '../../src/domain/reminders.ts';

const HOUR = 3_600_000;
/** That much later than planned it may be sent, whatever comes next. */
const GRACE = 300_000;
const NIGHT: QuietHours = { fromHour: 20, untilHour: 8 };

const life = (sent: string, hours: number, zone = 'Europe/Berlin'): LinkLife => {
  const sentAt = DateTime.fromISO(sent, { zone }).toJSDate();
  return { sentAt, expiresAt: new Date(sentAt.getTime() + hours * HOUR), zone };
};
/** As the reader's clock shows it: `Tue 08:00`. */
const clock = (at: Date, zone = 'Europe/Berlin'): string => DateTime.fromJSDate(at, { zone }).toFormat('ccc HH:mm');
const planOf = (given: LinkLife, quiet = NIGHT): string[] =>
  planReminders(given, quiet).map(({ ordinal, at }) => `${ordinal}: ${clock(at, given.zone)}`);

describe('planReminders', () => {
  // 5 October 2026 is a Monday.
  it.each<[string, string, number, string[]]>([
    ['at midnight: the second comes before the evening', '2026-10-05T00:00', 24, ['1: Mon 12:00', '2: Mon 19:45']],
    ['at three: the second moves back', '2026-10-05T03:00', 24, ['1: Mon 15:00', '2: Mon 19:45']],
    ['at four: the second has no place', '2026-10-05T04:00', 24, ['1: Mon 16:00']],
    ['at eight: neither the night nor the last two hours', '2026-10-05T08:00', 24, ['1: Mon 19:45']],
    ['at ten: the second comes with the morning', '2026-10-05T10:00', 24, ['1: Mon 19:45', '2: Tue 08:00']],
    ['at noon', '2026-10-05T12:00', 24, ['1: Mon 19:45', '2: Tue 08:24']],
    ['at two: the first keeps its distance', '2026-10-05T14:00', 24, ['1: Mon 19:45', '2: Tue 10:24']],
    ['at four in the afternoon', '2026-10-05T16:00', 24, ['1: Tue 08:00', '2: Tue 12:24']],
    ['at eight in the evening: both as they are', '2026-10-05T20:00', 24, ['1: Tue 08:00', '2: Tue 16:24']],
    ['at ten in the evening', '2026-10-05T22:00', 24, ['1: Tue 10:00', '2: Tue 18:24']],
    ['for a week', '2026-10-05T10:00', 168, ['1: Thu 19:45', '2: Sun 08:48']],
    ['for twelve hours of a day', '2026-10-05T08:00', 12, ['1: Mon 14:00', '2: Mon 18:00']],
    ['for twelve hours of a night', '2026-10-05T19:00', 12, []],
    ['for six hours: the second would come too late', '2026-10-05T09:00', 6, ['1: Mon 12:00']],
    ['for five hours: the only moment there is', '2026-10-05T09:00', 5, ['1: Mon 12:00']],
    ['for four hours: none', '2026-10-05T09:00', 4, []],
    ['for an hour: none', '2026-10-05T09:00', 1, []],
    // The clocks go back in the night to 25 October, and forward in that to 29 March.
    ['over a night of 13 hours', '2026-10-24T17:00', 24, ['1: Sun 08:00', '2: Sun 12:24']],
    ['over a night of 11 hours', '2027-03-27T16:00', 24, ['1: Sun 08:00', '2: Sun 13:24']],
  ])('sent %s', (_what, sent, hours, expected) => {
    expect(planOf(life(sent, hours))).toEqual(expected);
  });

  it('when no hour is quiet, keeps to the parts of the life', () => {
    expect(planOf(life('2026-10-05T08:00', 24), { fromHour: 9, untilHour: 9 })).toEqual([
      '1: Mon 20:00',
      '2: Tue 04:24',
    ]);
  });

  it('when the quiet hours lie within a day, keeps out of them', () => {
    expect(planOf(life('2026-10-05T01:00', 24), { fromHour: 12, untilHour: 15 })).toEqual([
      '1: Mon 11:45',
      '2: Mon 21:24',
    ]);
  });

  // In Cairo the clocks go back from the midnight after 28 October to 23:00.
  it.each(['2026-07-01', '2026-12-01'])(
    'when the first quiet hour comes twice, heeds both, planned on %s',
    (planned) => {
      const now = Settings.now;
      Settings.now = () => Date.parse(planned);
      try {
        expect(planOf(life('2027-10-28T02:36', 24, 'Africa/Cairo'), { fromHour: 23, untilHour: 0 })).toEqual([
          '1: Thu 14:36',
          '2: Thu 22:45',
        ]);
      } finally {
        Settings.now = now;
      }
    },
  );

  it('when nobody knows the zone, goes by UTC', () => {
    expect(planOf({ ...life('2026-10-05T10:00', 24, 'UTC'), zone: 'Mars/Olympus' })).toHaveLength(2);
  });
});

describe('nextReminder', () => {
  const given = life('2026-10-05T10:00', 24); // Reminded Monday 19:45 and Tuesday 08:00; ends Tuesday 10:00.
  const at = (text: string): Date => DateTime.fromISO(text, { zone: 'Europe/Berlin' }).toJSDate();
  const first: TakenReminder = { ordinal: 1, at: at('2026-10-05T19:45') };
  const next = (now: string, taken: readonly TakenReminder[] = [], of = given) => {
    const found = nextReminder(of, NIGHT, taken, at(now));
    return found.kind === 'later'
      ? `later: ${clock(found.at)}`
      : found.kind === 'due'
        ? `due: ${found.ordinal}`
        : 'none';
  };

  it.each<[string, string, readonly TakenReminder[], string]>([
    ['before the first', '2026-10-05T11:00', [], 'later: Mon 19:45'],
    ['at the first', '2026-10-05T19:45', [], 'due: 1'],
    ['a little late, still awake', '2026-10-05T19:59', [], 'due: 1'],
    ['too late for this evening: the first is left out', '2026-10-05T20:00', [], 'later: Tue 08:00'],
    ['in the night', '2026-10-06T02:00', [], 'later: Tue 08:00'],
    ['when both are missed: one', '2026-10-06T08:00', [], 'due: 2'],
    ['after the first', '2026-10-05T19:46', [first], 'later: Tue 08:00'],
    ['at the second', '2026-10-06T08:00', [first], 'due: 2'],
    ['a little late, two hours before the end', '2026-10-06T08:05', [first], 'due: 2'],
    ['in the last two hours', '2026-10-06T08:06', [first], 'none'],
    ['after both', '2026-10-06T08:00', [first, { ordinal: 2, at: at('2026-10-06T08:00') }], 'none'],
    ['after the second alone', '2026-10-06T08:00', [{ ordinal: 2, at: at('2026-10-06T08:00') }], 'none'],
    ['after the end', '2026-10-07T12:00', [], 'none'],
  ])('%s', (_when, now, taken, expected) => {
    expect(next(now, taken)).toBe(expected);
  });

  it('when a long outage ends at night, waits for the morning', () => {
    const week = life('2026-10-05T10:00', 168);
    expect(next('2026-10-10T02:00', [], week)).toBe('later: Sat 08:00');
    expect(next('2026-10-10T08:00', [], week)).toBe('due: 1');
    expect(next('2026-10-11T06:00', [], week)).toBe('later: Sun 08:48');
  });

  it('when the first came late, the second keeps its distance', () => {
    const late = { ordinal: 1, at: at('2026-10-06T05:00') };
    expect(next('2026-10-06T08:00', [late])).toBe('none');
  });
});

describe('reminders, of any link of any length, anywhere', () => {
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'America/St_Johns',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'Pacific/Auckland',
    // Half an hour of daylight saving; midnight left out; the far ends of the day.
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'America/Havana',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
  ];
  const someLife = fc
    .record({
      sentAt: fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
      hours: fc.oneof(fc.constant(24), fc.integer({ min: 1, max: 170 }), fc.constant(720)),
      zone: fc.constantFrom(...zones),
    })
    .map(({ sentAt, hours, zone }) => ({ sentAt, expiresAt: new Date(sentAt.getTime() + hours * HOUR), zone }));
  const hour = fc.integer({ min: 0, max: 23 });
  const someQuiet = fc.oneof(fc.constant(NIGHT), fc.record({ fromHour: hour, untilHour: hour }));

  it('come awake, in order, three hours after it is sent, two before it ends, and four apart', () => {
    fc.assert(
      fc.property(someLife, someQuiet, (of, quiet) => {
        const plan = planReminders(of, quiet);
        const times = plan.map(({ at }) => at.getTime());
        for (const { at, until } of plan) {
          expect(isQuiet(at, of.zone, quiet)).toBe(false);
          expect(at.getTime()).toBeGreaterThanOrEqual(of.sentAt.getTime() + 3 * HOUR);
          expect(at.getTime()).toBeLessThanOrEqual(of.expiresAt.getTime() - 2 * HOUR);
          expect(until.getTime()).toBeGreaterThanOrEqual(at.getTime() + GRACE);
        }
        const [first, second] = times;
        if (first !== undefined && second !== undefined) expect(second - first).toBeGreaterThanOrEqual(4 * HOUR);
      }),
      { numRuns: 300 },
    );
  });

  it('when somebody looks at odd times, as in outages, come once each, never at night, never too close', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(someLife, someQuiet, gaps, (of, quiet, minutes) => {
        const taken: TakenReminder[] = [];
        let now = of.sentAt.getTime();
        for (const gap of minutes) {
          now += gap * 60_000;
          const next = nextReminder(of, quiet, taken, new Date(now));
          if (next.kind === 'later') expect(next.at.getTime()).toBeGreaterThan(now);
          if (next.kind !== 'due') continue;
          expect(isQuiet(new Date(now), of.zone, quiet)).toBe(false);
          expect(now).toBeLessThanOrEqual(of.expiresAt.getTime() - 2 * HOUR + GRACE);
          for (const before of taken) expect(now - before.at.getTime()).toBeGreaterThanOrEqual(4 * HOUR);
          taken.push({ ordinal: next.ordinal, at: new Date(now) });
        }
        expect(new Set(taken.map(({ ordinal }) => ordinal)).size).toBe(taken.length);
      }),
      { numRuns: 50 },
    );
  });

  it('when somebody looks each minute it says, come when they were planned', () => {
    fc.assert(
      fc.property(someLife, someQuiet, (of, quiet) => {
        const taken: TakenReminder[] = [];
        let now = of.sentAt;
        for (let looks = 0; looks < 10; looks += 1) {
          const next = nextReminder(of, quiet, taken, now);
          if (next.kind === 'none') break;
          if (next.kind === 'due') taken.push({ ordinal: next.ordinal, at: now });
          else now = next.at;
        }
        expect(taken).toEqual(planReminders(of, quiet).map(({ ordinal, at }) => ({ ordinal, at })));
      }),
      { numRuns: 150 },
    );
  });
});
