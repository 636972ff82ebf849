import { personName } from '../../domain/actor.ts';
import type { Member } from '../../domain/member.ts';
import type { Wording } from '../wording.ts';
import { context, type Message, section } from './blocks.ts';
import { memberFacts, membershipLines } from './membership-lines.ts';

const standings = {
  ACTIVE: 'a member',
  DEACTIVATED: 'deactivated: an admin can bring you back by inviting you again',
  REMOVED: 'no longer a member: an admin can invite you again',
} as const;

/** One's own membership, and nothing about anybody else. */
export const whoamiMessage = (member: Member, { pen, organization }: Wording): Message => {
  const name = personName(member);
  const person = name === member.email ? pen.address(name) : `${pen.strong(name)} (${pen.address(member.email)})`;
  const by = member.invitedByName ? ` Invited by ${pen.say(member.invitedByName)}.` : '';
  const isActive = member.status === 'ACTIVE';
  return {
    text: `You are ${isActive ? pen.say(member.roleName) : standings[member.status]} of ${pen.say(organization)}`,
    blocks: [
      section(`You are ${person} of ${pen.strong(organization)}${isActive ? '' : `, ${standings[member.status]}`}.`),
      ...(isActive ? [section(membershipLines(memberFacts(member), pen))] : []),
      context(`Joined ${pen.day(member.joinedAt)}.${by}`),
    ],
  };
};
