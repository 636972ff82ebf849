import { DateTime } from 'luxon';
import { knownZone } from '../domain/time-zones.ts';

const SATURDAY = 6;

/**
 * The working day that an instant counts for in a zone, as an ISO date: a weekend belongs to the Friday before, so that a team's
 * channel has one post for it.
 */
export const workingDay = (at: Date, zone: string): string => {
  const local = inZone(at, zone);
  const back = Math.max(0, local.weekday - SATURDAY + 1);
  return local.minus({ days: back }).toISODate() ?? at.toISOString().slice(0, 10);
};

/** When a working day begins and when the next one does. */
export const workingDaySpan = (day: string, zone: string): { since: Date; until: Date } => {
  const start = DateTime.fromISO(day, { zone: knownZone(zone) });
  // Where midnight is skipped a day begins at one: "plus" alone would carry that hour on.
  const length = start.weekday === SATURDAY - 1 ? 3 : 1;
  return { since: start.toJSDate(), until: start.plus({ days: length }).startOf('day').toJSDate() };
};

const inZone = (at: Date, zone: string): DateTime => DateTime.fromJSDate(at, { zone: knownZone(zone) });

/** The first moment of the day after, in a zone. */
export const nextDay = (at: Date, zone: string): Date => inZone(at, zone).plus({ days: 1 }).startOf('day').toJSDate();
