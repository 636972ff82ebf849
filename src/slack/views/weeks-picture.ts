import { mostInWeek, type WeekCount } from '../../domain/overview.ts';
import { shortDay } from '../mrkdwn.ts';

// Wide enough to compare, narrow enough for a phone.
const longestBar = 8;

/**
 * Invitations and joins week by week, as bars with their numbers: text, so that it needs no public address, and a screen reader
 * reads the numbers.
 */
export const weeksPicture = (weeks: readonly WeekCount[], zone: string): string => {
  const most = Math.max(1, ...weeks.flatMap(({ invited, joined }) => [invited, joined]));
  // Where nobody counted further: `1000+`.
  const number = (n: number): string => (n > mostInWeek ? `${mostInWeek}+` : String(n));
  const digits = number(most).length;
  const bar = (n: number): string => '█'.repeat(n === 0 ? 0 : Math.max(1, Math.round((n / most) * longestBar)));
  const cell = (n: number): string => `${number(n).padStart(digits)} ${bar(n)}`;
  const width = Math.max('invited'.length, digits + 1 + longestBar);
  const rows = weeks.map(({ from, invited, joined }) =>
    `${shortDay(from, zone).padStart(7)}  ${cell(invited).padEnd(width)}  ${cell(joined)}`.trimEnd(),
  );
  return ['```', `${'week of'}  ${'invited'.padEnd(width)}  joined`, ...rows, '```'].join('\n');
};
