import { count } from './plural.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `5 minutes`, `24 hours`, `12 days`: the unit that fits, rounded to the nearest, at least one minute. */
export const span = (milliseconds: number): string => {
  const minutes = Math.max(1, Math.round(milliseconds / MINUTE));
  if (minutes < 60) return count(minutes, 'minute', 'minutes');
  const hours = Math.round(milliseconds / HOUR);
  return hours < 48 ? count(hours, 'hour', 'hours') : count(Math.round(milliseconds / DAY), 'day', 'days');
};

export const ago = (at: Date, now: Date): string => {
  const passed = now.getTime() - at.getTime();
  return passed < MINUTE ? 'just now' : `${span(passed)} ago`;
};

/** What is left of a link: `ends in 3 hours`, `ran out 2 days ago`, `not sent yet`. */
export const remaining = (expiresAt: Date | null, now: Date): string => {
  if (!expiresAt) return 'not sent yet';
  const left = expiresAt.getTime() - now.getTime();
  return left > 0 ? `ends in ${span(left)}` : `ran out ${ago(expiresAt, now)}`;
};
