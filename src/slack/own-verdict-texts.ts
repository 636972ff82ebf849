import type { Verdict } from '../domain/why.ts';
import { wordHoldUp } from './delivery-texts.ts';
import type { Wording } from './wording.ts';

/** Why somebody is not in, said to themselves; the next step is to ask one of the admins who are named below. */
export const wordOwnVerdict = (verdict: Verdict, { pen, command, organization }: Wording): string => {
  const name = pen.say(organization);
  switch (verdict.kind) {
    case 'never_invited':
      return `You are not a member of ${name} yet, and nobody has invited you. Ask an admin to invite you, or type ${pen.code(`${command} request me`)} and why.`;
    case 'other_address':
      return `You are invited to ${name} as ${pen.address(verdict.invitedAs)}: open the link in the mail to that address, or ask an admin to invite the one that Slack shows.`;
    case 'not_sent_yet':
      return verdict.sendAfter
        ? `Your invitation to ${name} goes out ${pen.at(verdict.sendAfter)}.`
        : `Your invitation to ${name} is on its way${verdict.cause ? `, but held up: ${wordHoldUp(verdict.cause)}` : ''}.`;
    case 'not_delivered':
      return `Your invitation to ${name} did not reach you${verdict.cause ? `: ${wordHoldUp(verdict.cause)}` : ''}. Ask an admin to send it again.`;
    case 'not_opened':
    case 'not_accepted':
    case 'superseded':
      return `You are invited to ${name}: open the newest invitation in your mail and accept it. It ends ${pen.at(verdict.expiresAt)}.`;
    case 'ran_out':
      return `Your invitation to ${name} ran out ${pen.at(verdict.at)}. Ask an admin for a new link.`;
    case 'withdrawn':
      return `Your invitation to ${name} was withdrawn ${pen.at(verdict.at)}. Ask an admin what happened.`;
    case 'declined':
      return `You declined the invitation to ${name} ${pen.at(verdict.at)}. To join after all, ask an admin for a new one.`;
    case 'stopped':
      return `You asked ${pen.at(verdict.at)} not to be written to, so no invitation to ${name} can reach you. Once you take that back, an admin can invite you.`;
    case 'issuer_lost_right':
      return `Your invitation to ${name} can't be accepted any more: the role ${pen.say(verdict.role.name)} has to be given by somebody else. Ask an admin for a new link.`;
    case 'deactivated':
      return `Your membership of ${name} is deactivated. An admin can bring you back by inviting you again.`;
    case 'removed':
      return `You are no longer a member of ${name}. An admin can invite you again.`;
    case 'lacks':
    case 'active':
      return `You are a member of ${name}, and nothing stops you here.`;
  }
};
