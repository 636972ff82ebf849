import { IANAZone } from 'luxon';

/** Every zone that this machine knows, by its IANA name; UTC, which the list of the runtime leaves out, comes first. */
const timeZones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** Slack's profiles may carry older names (`Asia/Calcutta`), which are as good. */
export const isTimeZone = (zone: string): boolean => zone.length <= 64 && IANAZone.isValidZone(zone);

/**
 * The zone, or UTC in place of one that is not known. luxon's `create` remembers zones; `isValidZone` asks the machine anew each time,
 * which takes as long as all the rest of a short answer.
 */
export const knownZone = (zone: string): string => (IANAZone.create(zone).isValid ? zone : 'UTC');

/** `UTC+5:30`, as it is at this moment. */
export const zoneOffset = (zone: string, at: Date): string => {
  const minutes = IANAZone.create(zone).offset(at.getTime());
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest > 0 ? `:${String(rest).padStart(2, '0')}` : ''}`;
};

const comparable = (text: string): string => text.toLowerCase().replace(/[\s_/()]+/gu, ' ');

/** Zones that have every typed word in their name or offset: `new york`, `Berlin`, `europe utc+2`. At most `max`. */
export const findTimeZones = (typed: string, at: Date, max: number): string[] => {
  const words = comparable(typed).split(' ').filter(Boolean);
  return timeZones
    .filter((zone) => {
      const text = `${comparable(zone)} ${zoneOffset(zone, at).toLowerCase()} `;
      return words.every((word) => (/^utc[+-]\d/u.test(word) ? text.endsWith(` ${word} `) : text.includes(word)));
    })
    .slice(0, max);
};
