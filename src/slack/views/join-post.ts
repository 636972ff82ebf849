import type { JoinSummary } from '../../domain/announcement.ts';
import { mention } from '../mrkdwn.ts';
import { count } from '../plural.ts';
import { mrkdwnPen, type Pen } from '../wording.ts';
import { type Message, section } from './blocks.ts';

/** One team's joins of a day: nobody is mentioned but the joiners. */
export const joinPost = ({ teamName, organizationName, joiners }: JoinSummary): Message => {
  const pen = mrkdwnPen('UTC');
  const where = `${pen.strong(teamName)} (${pen.say(organizationName)})`;
  const [only] = joiners;
  if (only && joiners.length === 1) {
    const text = `${joinerName(only, pen)} joined ${where} as ${pen.say(only.roleName)}`;
    return { text: inWords(joiners, teamName, pen), blocks: [section(text)] };
  }
  const lines = joiners.map((joiner) => `• ${joinerName(joiner, pen)}, ${pen.say(joiner.roleName)}`);
  return {
    text: inWords(joiners, teamName, pen),
    blocks: [section([`${count(joiners.length, 'person', 'people')} joined ${where} today`, ...lines])],
  };
};

type Joiner = JoinSummary['joiners'][number];

const joinerName = ({ name, slackUserId }: Joiner, pen: Pen): string =>
  slackUserId ? `${mention(slackUserId)} (${pen.say(name)})` : pen.strong(name);

const inWords = (joiners: readonly Joiner[], teamName: string, pen: Pen): string => {
  const [only] = joiners;
  return only && joiners.length === 1
    ? `${pen.say(only.name)} joined ${pen.say(teamName)}`
    : `${count(joiners.length, 'person', 'people')} joined ${pen.say(teamName)} today`;
};
