import type { Member } from '../../domain/member.ts';
import type { PauseParty } from '../../ports/acts.ts';
import { mention } from '../mrkdwn.ts';
import { mrkdwnPen } from '../wording.ts';
import { type Message, section } from './blocks.ts';
import { who, whoWithAddress } from './people.ts';

/** To all other admins when somebody was granted an admin role. */
export const adminGrantedMessage = (member: Member, grantor: PauseParty | null = null): Message => {
  const pen = mrkdwnPen('UTC');
  const person = member.slack
    ? `${whoWithAddress(member, pen)}, ${mention(member.slack.userId)},`
    : whoWithAddress(member, pen);
  const invited = member.invitedByName ? ` Invited by ${pen.say(member.invitedByName)}.` : '';
  const by = grantor ? ` Given by ${who(grantor, pen)}.` : invited;
  return {
    text: `${who(member, pen)} is an admin now`,
    blocks: [section(`${person} is an admin now, with the role ${pen.say(member.roleName)}.${by}`)],
  };
};
