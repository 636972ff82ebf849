import { DateTime } from 'luxon';
import { knownZone } from './time-zones.ts';

/** Whole hours in the reader's zone; the same twice means that no hour is quiet. */
export type QuietHours = { readonly fromHour: number; readonly untilHour: number };

export type Span = { readonly from: number; readonly to: number };

const MINUTE = 60_000;
/** Whoever is written to at the last moment of the evening may read it a few minutes into the quiet hours. */
const BEFORE_QUIET_MS = 15 * MINUTE;

/** Whether somebody in this zone is not to be written to now. An unknown zone counts as UTC. */
export const isQuiet = (at: Date, zone: string, { fromHour, untilHour }: QuietHours): boolean => {
  if (fromHour === untilHour) return false;
  const { hour } = DateTime.fromJSDate(at, { zone: knownZone(zone) });
  return fromHour < untilHour ? hour >= fromHour && hour < untilHour : hour >= fromHour || hour < untilHour;
};

/**
 * The stretches between these instants in which somebody may be written to, oldest first. Each ends a quarter of an hour before
 * it gets quiet. Where the clocks change, a day has its 23 or 25 hours.
 */
export const wakingSpans = ({ from, to }: Span, zone: string, quiet: QuietHours): readonly Span[] => {
  if (from > to) return [];
  if (quiet.fromHour === quiet.untilHour) return [{ from, to }];
  const first = DateTime.fromMillis(from, { zone: knownZone(zone) })
    .startOf('day')
    .minus({ days: 1 });
  const spans: Span[] = [];
  for (let day = first; day.toMillis() <= to; day = day.plus({ days: 1 })) {
    const lastDay = quiet.fromHour > quiet.untilHour ? day : day.plus({ days: 1 });
    const span = {
      from: Math.max(from, atHour(day, quiet.untilHour)),
      to: Math.min(to, atHour(lastDay, quiet.fromHour) - BEFORE_QUIET_MS),
    };
    if (span.from <= span.to) spans.push(span);
  }
  return spans;
};

/** An hour that the clocks leave out is the moment at which they do; of one that comes twice, the first counts. */
const atHour = ({ year, month, day, zone }: DateTime, hour: number): number => {
  const at = DateTime.fromObject({ year, month, day, hour }, { zone });
  // Which of the two luxon takes depends on the season in which it is asked.
  return Math.min(...at.getPossibleOffsets().map((each) => each.toMillis()));
};
