import type { SlackJoinRefusal } from '../services/join-in-slack.ts';
import { closedInWords } from './invite-link-texts.ts';
import type { Wording } from './wording.ts';

/** What somebody reads who wanted to join by a link in Slack. */
export const wordJoin = (refusal: SlackJoinRefusal, wording: Wording): string => {
  const { pen, command } = wording;
  const organization = pen.say(wording.organization);
  switch (refusal.kind) {
    case 'invite_link_unknown':
      return `That is no invite link of ${organization}. Type ${pen.code(`${command} join`)} and the whole address of the link.`;
    case 'address_not_confirmed':
      return 'Slack has not confirmed your address yet. Confirm it in your Slack profile, or open the link in a browser: there a code is mailed to you.';
    case 'slack_silent':
      return 'Slack does not say at the moment who you are. Try again in a minute, or open the link in a browser: there a code is mailed to you.';
    case 'already_member':
      return `You have been a member of ${organization} since ${pen.at(refusal.since)}. Nothing was done.`;
    case 'was_member':
      return `You were a member of ${organization} before, so joining by a link is not enough. Ask an admin to invite you.`;
    case 'own_invitation':
      return `${organization} has invited you by name: ${pen.code(`${command} whoami`)} shows that invitation. It gives you what was meant for you.`;
    case 'domain_not_welcome':
      return 'This link is not for the address of your Slack profile. Ask whoever gave you the link, or open it in a browser and type another address of yours.';
    case 'not_by_link':
      return `By what Slack says of you, ${organization} lets you in by an invitation only. Ask an admin for one.`;
    case 'link_out_of_order':
      return 'Nobody can join by this link at the moment. Ask whoever gave you the link for a new one.';
    case 'link_revoked':
    case 'link_ended':
    case 'link_used_up':
    case 'links_off':
      return `Nobody can join by this link: ${closedInWords(refusal, wording)}. Ask whoever gave you the link for a new one.`;
  }
};
