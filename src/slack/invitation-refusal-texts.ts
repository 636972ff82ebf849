import type { InvitationRefusal } from '../domain/refusal.ts';
import type { Wording } from './wording.ts';

export const wordInvitation = (refusal: InvitationRefusal, wording: Wording): string => {
  const { pen } = wording;
  const organization = pen.say(wording.organization);
  switch (refusal.kind) {
    case 'invitation_unknown':
      return 'There is no such invitation any more. Nothing was done.';
    case 'already_accepted':
      return `This invitation was accepted ${pen.at(refusal.at)}. Nothing more is needed.`;
    case 'already_declined':
      return `This invitation was declined ${pen.at(refusal.at)}. To join after all, ask the person who invited you for a new one.`;
    case 'already_withdrawn':
      return `This invitation was withdrawn ${pen.at(refusal.at)}. Questions? Ask the person who invited you.`;
    case 'link_expired':
      return `This invitation ran out ${pen.at(refusal.at)}. Ask the person who invited you for a new link.`;
    case 'link_superseded':
      return `A newer invitation was sent ${pen.at(refusal.newerAt)}; that one counts.`;
    case 'not_the_invitee':
      return 'This invitation is for somebody else. Nothing was done.';
    case 'no_mail_server':
      return 'No mail server is set up, so nothing can be mailed. The buttons on the card still work; else ask whoever invited you.';
    case 'no_public_address':
      return 'Usher has no public address, so there is no page that a link could lead to. People of this Slack workspace accept in Slack; for everybody else whoever runs Usher can set one up.';
    case 'mailed_link_needed':
      return wordMailNeeded(refusal.why);
    case 'link_unmailable':
      return wordUnmailable(refusal.why);
    case 'names_missing':
      return `Your ${refusal.first && refusal.last ? 'first and last name are' : refusal.first ? 'first name is' : 'last name is'} still missing. Fill it in and accept again.`;
    case 'issuer_lost_right':
      return `The person who sent this invitation can no longer give this role. Ask another admin of ${organization} for a new one.`;
    case 'already_asked':
      return `A new link was asked for ${pen.at(refusal.at)}. You can ask again ${pen.at(refusal.againAt)}.`;
    case 'reinvited_too_often':
      return `This address got all the new links it can get in a day. The next one can be sent ${pen.at(refusal.nextAt)}.`;
  }
};

type WhyMailed = Extract<InvitationRefusal, { kind: 'mailed_link_needed' }>['why'];

const wordMailNeeded = (why: WhyMailed): string => {
  switch (why) {
    case 'admin_role':
      return 'An admin role needs the link that is mailed to the invited address. Press “Email me the link instead”.';
    case 'address_changed':
      return 'Your address in Slack is not the one that was invited. Press “Email me the link instead”: the link goes to the invited address.';
    case 'copied_link':
      return 'This needs the link that is mailed: an admin role, or somebody who has been here before, is not given by a link that is handed over. “Reinvite” mails one.';
  }
};

/** The same where no link can be mailed: the way around it instead. */
const wordUnmailable = (why: WhyMailed): string => {
  switch (why) {
    case 'admin_role':
      return 'An admin role is accepted by a mailed link, and none can be mailed here. Ask the person who invited you: they can give you another role first, and change it once you have joined.';
    case 'address_changed':
      return 'Your address in Slack is not the one that was invited, and no link can be mailed to that one here. Ask the person who invited you to invite the address that Slack shows.';
    case 'copied_link':
      return 'This needs a mailed link, and none can be mailed here: an admin role, or somebody who has been here before, is not given by a link that is handed over. People of this Slack workspace accept in Slack; “Edit” gives another role.';
  }
};
