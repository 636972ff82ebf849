import type { Allowed } from '../../services/allow-writing.ts';
import type { Wording } from '../wording.ts';
import { type Message, section } from './blocks.ts';

/** After “You may write to me again”: what that means, and what it does not bring back. */
export const allowedMessage = ({ email, wasStopped }: Allowed, { pen, organization }: Wording): Message => {
  const text = wasStopped
    ? `Invitations reach ${pen.address(email)} again. To join ${pen.say(organization)}, ask an admin to invite you.`
    : `Nothing keeps anybody here from writing to ${pen.address(email)}.`;
  return { text, blocks: [section(text)] };
};
