import type { InviteWarning } from '../domain/decide-invite.ts';
import type { InviteRow } from '../services/invite-members.ts';
import type { ReinviteRefusal } from '../services/reinvite.ts';
import type { WithdrawRefusal } from '../services/withdraw.ts';
import { count } from './plural.ts';
import { wordRefusal } from './refusal-texts.ts';
import type { Wording } from './wording.ts';

/** Why one person of a form was not invited; what Slack could not tell is a reason too. */
export type InviteRowRefusal = Extract<InviteRow, { outcome: 'refused' }>['reason'];

/** Goes after the address: `a@example.com: is invited already; …`. */
export const wordInviteRefusal = (reason: InviteRowRefusal, { pen, organization }: Wording): string => {
  switch (reason.kind) {
    case 'oneself':
      return 'that is you; you are a member already.';
    case 'already_member':
      return `is a member since ${pen.day(reason.since)}. Nothing to do.`;
    case 'already_pending':
      if (reason.sendAfter) {
        return `is invited already; the link goes out ${pen.at(reason.sendAfter)}. “Reinvite” sends it now.`;
      }
      return reason.expiresAt
        ? `is invited already; the link ends ${pen.at(reason.expiresAt)}. “Reinvite” sends a new one.`
        : 'is invited already; the link is on its way.';
    case 'stopped':
      return `asked on ${pen.day(reason.at)} not to be written to. Talk to them first.`;
    case 'guest':
      return `is a guest of this workspace, and ${pen.say(organization)} does not invite guests. Use another address, or change the setting.`;
    case 'bot':
      return 'is a bot. Invite a person.';
    case 'stranger':
      return "belongs to another company's Slack. Invite them by their address.";
    case 'slack_deactivated':
      return 'is deactivated in Slack. Reactivate the Slack account first, or use another address.';
    case 'domain_blocked':
      return 'is on a blocked domain. Use another address.';
    case 'domain_not_allowed':
      return `is not on one of the domains that ${pen.say(organization)} invites to. Use another address.`;
    case 'over_daily_cap':
      return `is above the ${count(reason.cap, 'invitation', 'invitations')} that go out in a day. Invite them tomorrow.`;
    case 'names_needed':
      return `has no first and last name here, and ${pen.say(organization)} asks for them. Write “First Last <address>”.`;
    case 'slack_user_unknown':
      return 'could not be found in Slack just now. Type their address instead, or try again in a minute.';
    case 'no_address_in_slack':
      return 'shows no address in Slack. Type it instead.';
  }
};

/** What an admin should know of somebody who was invited nevertheless. */
export const wordInviteWarning = (warning: InviteWarning, { pen }: Wording): string => {
  switch (warning.kind) {
    case 'declined_before':
      return `declined an invitation on ${pen.day(warning.at)}`;
    case 'was_deactivated':
      return `was deactivated on ${pen.day(warning.at)}; accepting brings the membership back`;
    case 'was_removed':
      return `was removed on ${pen.day(warning.at)}`;
    case 'guest':
      return 'is a guest of this workspace';
    case 'role_mailbox':
      return 'looks like a mailbox of several people; one account is for one person';
    case 'likely_slip':
      return `looks like a slip: was ${pen.say(warning.meant)} meant?`;
    case 'bounced_before':
      return `had a mail come back on ${pen.day(warning.at)}; check the address`;
    case 'same_slack_person':
      return `is known as ${pen.address(warning.as)} already`;
  }
};

/** Why no new link went out, or nothing was withdrawn. A whole sentence, said after the address. */
export const wordReinviteRefusal = (reason: ReinviteRefusal | WithdrawRefusal, wording: Wording): string => {
  const { pen, command } = wording;
  switch (reason.kind) {
    case 'already_member':
      return `Is a member since ${pen.day(reason.since)}. Nothing to do.`;
    case 'never_invited':
      return `Was never invited. ${pen.code(`${command} invite`)} makes an invitation.`;
    case 'stopped':
      return `Asked on ${pen.day(reason.at)} not to be written to. Talk to them first.`;
    case 'role_retired':
      return `The role ${pen.say(reason.role)} is no longer given out. Withdraw this invitation and make a new one.`;
    case 'role_above_own':
      return `The role ${pen.say(reason.role)} is above your own. Ask somebody with that role.`;
    case 'already_accepted':
      return `Accepted ${pen.at(reason.at)}. Nothing to do.`;
    case 'already_declined':
      return `Declined ${pen.at(reason.at)}. ${pen.code(`${command} invite`)} makes a new invitation.`;
    case 'already_withdrawn':
      return `Withdrawn ${pen.at(reason.at)}. ${pen.code(`${command} invite`)} makes a new invitation.`;
    default:
      return wordRefusal(reason, wording);
  }
};
