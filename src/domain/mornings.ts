import { DateTime } from 'luxon';
import { knownZone } from './time-zones.ts';

const FRIDAY = 5;
const MONDAY = 1;
const WEEKLY_HOUR = 9;

/** What is later than this is left out: a morning's message in the evening, after an outage say, is noise. */
const WINDOW_HOURS = 4;

const localOf = (now: Date, zone: string): DateTime => DateTime.fromJSDate(now, { zone: knownZone(zone) });

const isInWindow = ({ hour: now }: DateTime, hour: number): boolean => now >= hour && now < hour + WINDOW_HOURS;

type DigestTimes = { readonly timeZone: string; readonly digestHour: number };

/** The working day whose digest may go out now, as an ISO date; null on weekends, before its hour and long after it. */
export const digestDay = (now: Date, { timeZone, digestHour }: DigestTimes): string | null => {
  const local = localOf(now, timeZone);
  return local.weekday <= FRIDAY && isInWindow(local, digestHour) ? local.toISODate() : null;
};

/** The Monday whose look back at the week may go out now, as an ISO date. */
export const weeklyDay = (now: Date, timeZone: string): string | null => {
  const local = localOf(now, timeZone);
  return local.weekday === MONDAY && isInWindow(local, WEEKLY_HOUR) ? local.toISODate() : null;
};

/** The week before a Monday, from midnight to midnight in a zone. */
export const weekBefore = (monday: string, timeZone: string): { readonly since: Date; readonly until: Date } => {
  const until = DateTime.fromISO(monday, { zone: knownZone(timeZone) });
  return { since: until.minus({ weeks: 1 }).startOf('day').toJSDate(), until: until.toJSDate() };
};
