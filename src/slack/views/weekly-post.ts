import type { Organization } from '../../domain/organization.ts';
import { type TeamCount, totalOf, type WeekNews } from '../../domain/week-news.ts';
import { count, firstOf } from '../plural.ts';
import { mrkdwnPen, type Pen } from '../wording.ts';
import { type Message, section } from './blocks.ts';

// More teams than these are counted.
const maxTeams = 8;

/** `Last week in *Example Org*: 5 people joined (3 in Sales, 2 in Support), 1 person left (Sales).` Names nobody. */
export const weeklyPost = (
  { joined, left }: WeekNews,
  { name, timeZone }: Pick<Organization, 'name' | 'timeZone'>,
): Message => {
  const pen = mrkdwnPen(timeZone);
  const parts = [
    ...(totalOf(joined) > 0 ? [`${count(totalOf(joined), 'person', 'people')} joined${byTeam(joined, pen)}`] : []),
    ...(totalOf(left) > 0 ? [`${count(totalOf(left), 'person', 'people')} left${byTeam(left, pen)}`] : []),
  ];
  return {
    text: `Last week in ${pen.say(name)}: ${parts.join(', ')}.`,
    blocks: [section(`Last week in ${pen.strong(name)}: ${parts.join(', ')}.`)],
  };
};

/** Nothing where there are no teams. */
const byTeam = (counts: readonly TeamCount[], pen: Pen): string => {
  if (counts.every(({ team }) => team === null)) return '';
  const words = counts.map(
    ({ team, count: n }) => `${n} ${team === null ? 'without a team' : `in ${pen.say(team, 40)}`}`,
  );
  return ` (${firstOf(words, maxTeams, 'other team', 'other teams')})`;
};
