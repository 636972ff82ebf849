import { DateTime } from 'luxon';

/** Who reads: decides the zone of dates, what is today, and the names of people and channels. */
export type Reader = {
  readonly zone: string;
  /** In milliseconds, by the workspace's clock: what is "today" to them. */
  readonly now: number;
  readonly userName: (id: string) => string;
  readonly channelName: (id: string) => string;
};

const ordinal = (day: number): string => {
  const rest = day % 100;
  if (rest >= 11 && rest <= 13) return `${day}th`;
  return `${day}${['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'}`;
};

const relativeDay = (at: DateTime, now: DateTime): string | undefined => {
  const days = at.startOf('day').diff(now.startOf('day'), 'days').days;
  return { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(Math.round(days))];
};

const full = (at: DateTime): string => `${at.toFormat('MMMM')} ${ordinal(at.day)}, ${at.year}`;

const FORMATS: Readonly<Record<string, (at: DateTime, now: DateTime) => string>> = {
  date_num: (at) => at.toFormat('yyyy-MM-dd'),
  date_slash: (at) => at.toFormat('dd/MM/yyyy'),
  date_long: (at) => `${at.toFormat('cccc')}, ${full(at)}`,
  date_long_full: full,
  date: full,
  date_short: (at) => at.toFormat('MMM d, yyyy'),
  time: (at) => at.toFormat('HH:mm'),
  time_secs: (at) => at.toFormat('HH:mm:ss'),
  ago: (at, now) => at.toRelative({ base: now }) ?? '',
};

/** A date template such as `{date_short_pretty} {time}` in the zone of who reads, and at that moment, as Slack fills it in (24-hour clock). */
export const formatDate = (
  timestamp: number,
  template: string,
  { zone, now: ms }: Pick<Reader, 'zone' | 'now'>,
): string => {
  const now = DateTime.fromMillis(ms, { zone });
  const at = DateTime.fromSeconds(timestamp, { zone }).setLocale('en-US');
  return template.replaceAll(/\{(\w+)\}/g, (token: string, name: string) => {
    const pretty = name.endsWith('_pretty');
    const format = FORMATS[pretty ? name.slice(0, -'_pretty'.length) : name];
    if (!format) return token;
    return (pretty ? relativeDay(at, now) : undefined) ?? format(at, now);
  });
};
