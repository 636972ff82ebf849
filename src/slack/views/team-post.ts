import type { TeamNews } from '../../domain/announcement.ts';
import { mention } from '../mrkdwn.ts';
import { count } from '../plural.ts';
import { mrkdwnPen, type Pen } from '../wording.ts';
import { type Message, section } from './blocks.ts';

/** One team's news of a day: nobody is mentioned but the joiners. */
export const teamPost = (news: TeamNews): Message => {
  const pen = mrkdwnPen('UTC');
  const { teamName, organizationName, joiners, roleChanges, leavers } = news;
  const where = `${pen.strong(teamName)} (${pen.say(organizationName)})`;
  const parts = [
    ...joinLines(joiners, where, pen),
    ...(roleChanges.length > 0 ? [`New roles in ${where}`, ...roleChanges.map((change) => roleLine(change, pen))] : []),
    ...leaveLines(leavers, where, pen),
  ];
  if (parts.length === 0) {
    const text = `Nothing new in ${where} after all: what stood here was taken back.`;
    return { text: `Nothing new in ${pen.say(teamName)}`, blocks: [section(text)] };
  }
  return { text: inWords(news, pen), blocks: [section(parts)] };
};

type Joiner = TeamNews['joiners'][number];

const joinLines = (joiners: readonly Joiner[], where: string, pen: Pen): string[] => {
  const [only] = joiners;
  if (!only) return [];
  if (joiners.length === 1) return [`${joinerName(only, pen)} joined ${where} as ${pen.say(only.roleName)}`];
  return [
    `${people(joiners.length)} joined ${where} today`,
    ...joiners.map((joiner) => `• ${joinerName(joiner, pen)}, ${pen.say(joiner.roleName)}`),
  ];
};

const joinerName = ({ name, slackUserId }: Joiner, pen: Pen): string =>
  slackUserId ? `${mention(slackUserId)} (${pen.say(name)})` : pen.strong(name);

const roleLine = ({ name, from, to }: TeamNews['roleChanges'][number], pen: Pen): string =>
  `• ${pen.strong(name)} is ${pen.say(to)} now (before: ${pen.say(from)})`;

const leaveLines = (leavers: TeamNews['leavers'], where: string, pen: Pen): string[] => {
  const [only] = leavers;
  if (!only) return [];
  if (leavers.length === 1) return [`${pen.strong(only.name)} left ${where}`];
  return [`${people(leavers.length)} left ${where} today`, ...leavers.map(({ name }) => `• ${pen.say(name)}`)];
};

const people = (n: number): string => count(n, 'person', 'people');

/** For notifications: each kind with its one person, or with how many there are. */
const inWords = ({ teamName, joiners, roleChanges, leavers }: TeamNews, pen: Pen): string => {
  const who = (list: readonly { readonly name: string }[]): string =>
    list[0] && list.length === 1 ? pen.say(list[0].name) : people(list.length);
  const parts = [
    ...(joiners.length > 0 ? [`${who(joiners)} joined ${pen.say(teamName)}${joiners.length > 1 ? ' today' : ''}`] : []),
    ...(roleChanges.length > 0 ? [`${who(roleChanges)} changed role in ${pen.say(teamName)}`] : []),
    ...(leavers.length > 0 ? [`${who(leavers)} left ${pen.say(teamName)}`] : []),
  ];
  return parts.join('; ');
};
