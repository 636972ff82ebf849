import { DateTime } from 'luxon';
import { knownZone } from './time-zones.ts';

/**
 * An instant in words, its zone named, since neither a mail nor a page without scripts knows where its reader is:
 * `Sunday, 22 November 2026, 14:02 (Europe/Berlin, UTC+1)`. An unknown zone is shown as UTC.
 */
export function momentText(at: Date, zone: string): string {
  const known = knownZone(zone);
  const local = DateTime.fromJSDate(at, { zone: known }).setLocale('en');
  const name = /^(Etc\/)?UTC$/i.test(known) ? 'UTC' : `${known}, UTC${local.toFormat('Z')}`;
  return `${local.toFormat('cccc, d LLLL yyyy, HH:mm')} (${name})`;
}
