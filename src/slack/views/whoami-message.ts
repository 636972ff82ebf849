import { personName } from '../../domain/actor.ts';
import type { Member } from '../../domain/member.ts';
import type { OwnAccess } from '../../ports/why.ts';
import { firstOf, listOf } from '../plural.ts';
import type { Pen, Wording } from '../wording.ts';
import { allowButton } from './allow-button.ts';
import { context, type Message, section } from './blocks.ts';
import { memberFacts, membershipLines } from './membership-lines.ts';

const standings = {
  ACTIVE: 'a member',
  DEACTIVATED: 'deactivated: an admin can bring you back by inviting you again',
  REMOVED: 'no longer a member: an admin can invite you again',
} as const;

// Beyond these the rest is counted: a role may carry a hundred.
const maxNames = 10;

const permissionLine = ({ permissionNames }: OwnAccess, pen: Pen): string[] => {
  const names = permissionNames.map((name) => pen.say(name, 75));
  return names.length > 0 ? [`*Permissions:* ${firstOf(names, maxNames)}`] : [];
};

/** The people who can change any of it. */
const whomToAsk = ({ adminNames }: OwnAccess, { pen, organization }: Wording): string[] => {
  const names = adminNames.map((name) => pen.say(name, 80));
  return names.length > 0
    ? [`${names.length === 1 ? 'Admin' : 'Admins'} of ${pen.say(organization)}: ${listOf(names)}.`]
    : [];
};

/** What somebody is told who is nobody here yet: why, and whom to ask. `mayLift`: they asked not to be written to. */
export const outsiderMessage = (text: string, access: OwnAccess, wording: Wording, mayLift = false): Message => {
  const asked = whomToAsk(access, wording);
  return {
    text,
    blocks: [section(text), ...(mayLift ? [allowButton(null)] : []), ...(asked.length > 0 ? [context(...asked)] : [])],
  };
};

/** One's own membership, and nothing about anybody else. */
export const whoamiMessage = (member: Member, access: OwnAccess, wording: Wording): Message => {
  const { pen, organization } = wording;
  const name = personName(member);
  const person = name === member.email ? pen.address(name) : `${pen.strong(name)} (${pen.address(member.email)})`;
  const by = member.invitedByName ? ` Invited by ${pen.say(member.invitedByName)}.` : '';
  const isActive = member.status === 'ACTIVE';
  return {
    text: `You are ${isActive ? pen.say(member.roleName) : standings[member.status]} of ${pen.say(organization)}`,
    blocks: [
      section(`You are ${person} of ${pen.strong(organization)}${isActive ? '' : `, ${standings[member.status]}`}.`),
      ...(isActive ? [section([...membershipLines(memberFacts(member), pen), ...permissionLine(access, pen)])] : []),
      context(`Joined ${pen.day(member.joinedAt)}.${by}`, ...whomToAsk(access, wording)),
    ],
  };
};
