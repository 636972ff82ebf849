import { isQuiet, type QuietHours, type Span, wakingSpans } from './quiet-hours.ts';

export type ReminderOrdinal = 1 | 2;

/** Why one was left out. */
export const reminderCauses = ['cap_reached', 'too_late', 'answered', 'not_wanted', 'issuer_lost_right'] as const;
export type ReminderCause = (typeof reminderCauses)[number];

/** One link on its way through its life. */
export type LinkLife = {
  readonly sentAt: Date;
  readonly expiresAt: Date;
  /** Where its reader is. */
  readonly zone: string;
};

/** Due from `at`; no longer sent after `until`, however it came to be late. */
export type PlannedReminder = { readonly ordinal: ReminderOrdinal; readonly at: Date; readonly until: Date };

const HOUR = 3_600_000;
const AFTER_SENDING_MS = 3 * HOUR;
const BEFORE_END_MS = 2 * HOUR;
const APART_MS = 4 * HOUR;
/** A minute may pass until somebody looks, and some more until it is sent. */
const GRACE_MS = HOUR / 12;
/** Parts of the link's life. */
const FIRST = 0.5;
const SECOND = 0.85;

/**
 * When somebody who does not answer is reminded: at 50 % and at 85 % of the link's life. What falls into quiet hours, or too close
 * to the sending, to the end or to the other one, moves to the nearest moment at which it may be, back or forth, and is left out
 * where there is none. The second is placed first: the last call matters more, and the first has more room to give way.
 */
export const planReminders = (life: LinkLife, quiet: QuietHours): readonly PlannedReminder[] => {
  const [sent, end] = [life.sentAt.getTime(), life.expiresAt.getTime()];
  const [earliest, latest] = [sent + AFTER_SENDING_MS, end - BEFORE_END_MS];
  const moment = (part: number): number => Math.round(sent + part * (end - sent));
  const place = (wanted: number, bounds: Span) => nearestAwake(wanted, bounds, life.zone, quiet);
  const second = place(moment(SECOND), { from: Math.max(earliest, moment(FIRST) + APART_MS), to: latest });
  const latestFirst = second === undefined ? latest : second - APART_MS;
  const first = place(moment(FIRST), { from: earliest, to: latestFirst });
  return [
    ...(first === undefined ? [] : [planned(1, first, latestFirst)]),
    ...(second === undefined ? [] : [planned(2, second, latest)]),
  ];
};

const planned = (ordinal: ReminderOrdinal, at: number, until: number): PlannedReminder => ({
  ordinal,
  at: new Date(at),
  until: new Date(Math.max(until, at + GRACE_MS)),
});

/** In the last two hours, or nearly so, nobody is reminded any more. */
export const isTooLate = (expiresAt: Date, now: Date): boolean =>
  now.getTime() > expiresAt.getTime() - BEFORE_END_MS + GRACE_MS;

/** Every zone has a morning within this time; further away it would not be the same reminder any more. */
const REACH_MS = 48 * HOUR;

const nearestAwake = (wanted: number, bounds: Span, zone: string, quiet: QuietHours): number | undefined => {
  const reach = { from: Math.max(bounds.from, wanted - REACH_MS), to: Math.min(bounds.to, wanted + REACH_MS) };
  return wakingSpans(reach, zone, quiet)
    .map((span) => Math.min(Math.max(wanted, span.from), span.to))
    .reduce<number | undefined>(
      (best, at) => (best === undefined || Math.abs(at - wanted) < Math.abs(best - wanted) ? at : best),
      undefined,
    );
};

/** A reminder that was taken up, whatever came of it. */
export type TakenReminder = { readonly ordinal: number; readonly at: Date };

export type NextReminder =
  | { readonly kind: 'due'; readonly ordinal: ReminderOrdinal }
  /** Nothing is due before then. */
  | { readonly kind: 'later'; readonly at: Date }
  /** This link is not spoken of again. */
  | { readonly kind: 'none' };

/**
 * What is to be done now, derived from what was planned and what was taken up. Whoever missed both moments, as in an outage, is
 * reminded once, and only while it is not too late: the first of them is left out. One that is late waits for the morning, where
 * it still may.
 */
export const nextReminder = (
  life: LinkLife,
  quiet: QuietHours,
  taken: readonly TakenReminder[],
  now: Date,
): NextReminder => {
  const lastOrdinal = Math.max(0, ...taken.map(({ ordinal }) => ordinal));
  const notBefore = Math.max(0, ...taken.map(({ at }) => at.getTime() + APART_MS));
  for (const { ordinal, at, until } of planReminders(life, quiet)) {
    const from = new Date(Math.max(at.getTime(), notBefore));
    if (ordinal <= lastOrdinal || until < now || until < from) continue;
    if (from > now) return { kind: 'later', at: from };
    if (!isQuiet(now, life.zone, quiet)) return { kind: 'due', ordinal };
    const [morning] = wakingSpans({ from: now.getTime(), to: until.getTime() }, life.zone, quiet);
    if (morning) return { kind: 'later', at: new Date(morning.from) };
  }
  return { kind: 'none' };
};
