import type { Organization } from '../../domain/organization.ts';
import type { RoleNews } from '../../ports/acts.ts';
import { mrkdwnPen } from '../wording.ts';
import { context, type Message, section } from './blocks.ts';
import { who } from './people.ts';
import { roleChangeLines } from './role-change-lines.ts';

/** To somebody whose role was changed: what it is now, and what that gives and takes. */
export const roleChangedMessage = (news: RoleNews, organization: Organization): Message => {
  const pen = mrkdwnPen(organization.timeZone);
  const { from, to, by, at } = news;
  const title = `Your role in ${pen.say(organization.name)} is ${pen.say(to.name)} now`;
  return {
    text: title,
    blocks: [
      section([`*${title}.* It was ${pen.say(from.name)}.`, ...(to.description ? [pen.say(to.description)] : [])]),
      section(roleChangeLines(from, to, news.difference, pen)),
      context(`Changed by ${who(by, pen)}, ${pen.at(at)}. It counts from now on.`),
    ],
  };
};
