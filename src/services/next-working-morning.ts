import { DateTime } from 'luxon';
import { knownZone } from '../domain/time-zones.ts';

const FRIDAY = 5;
const EVENING_HOUR = 17;
const MORNING_HOUR = 9;

export type WorkingMorning = {
  readonly at: Date;
  /** IANA name of the zone that it is morning in. */
  readonly zone: string;
  /** Friday evening or the weekend there: a link of a day would run out before anybody works again. */
  readonly isWeekendSoon: boolean;
};

/** Nine o'clock of the next working day: today's, where it is still to come. */
export const nextWorkingMorning = (now: Date, zone: string): WorkingMorning => {
  const known = knownZone(zone);
  const local = DateTime.fromJSDate(now, { zone: known });
  let morning = local.set({ hour: MORNING_HOUR, minute: 0, second: 0, millisecond: 0 });
  if (morning <= local) morning = morning.plus({ days: 1 });
  while (morning.weekday > FRIDAY) morning = morning.plus({ days: 1 });
  const isWeekendSoon = local.weekday > FRIDAY || (local.weekday === FRIDAY && local.hour >= EVENING_HOUR);
  return { at: morning.toJSDate(), zone: known, isWeekendSoon };
};
