import type { Member } from '../../domain/member.ts';
import type { Organization } from '../../domain/organization.ts';
import { mrkdwnPen } from '../wording.ts';
import { type Message, section } from './blocks.ts';
import { guidanceLines, memberFacts, membershipLines } from './membership-lines.ts';

/** The newcomer's one message after they accepted in Slack. */
export const welcomeMessage = (member: Member, organization: Organization): Message => {
  const pen = mrkdwnPen(organization.timeZone);
  const title = `Welcome to ${pen.say(organization.name)}`;
  return {
    text: `${title}: you are ${pen.say(member.roleName)}.`,
    blocks: [
      section(`*${title}*${member.firstName ? `, ${pen.say(member.firstName)}` : ''}!`),
      section(membershipLines(memberFacts(member), pen)),
      section(guidanceLines(organization, member.email, pen)),
    ],
  };
};
