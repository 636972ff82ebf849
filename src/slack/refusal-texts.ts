import type { Action } from '../domain/policy.ts';
import type {
  AccessRefusal,
  BindingProposal,
  FormRefusal,
  IdentityRefusal,
  InvitationRefusal,
  Refusal,
} from '../domain/refusal.ts';
import { count } from './plural.ts';
import type { Wording } from './wording.ts';

const acts: Readonly<Record<Action, string>> = {
  help: 'read the help',
  whoami: 'ask who they are',
  list: 'see the people',
  invite: 'invite people',
  pending: 'see the pending invitations',
  reinvite: 'send new links',
  withdraw: 'withdraw invitations',
};

/** One refusal as the person who met it reads it: what happened, and the next step. */
export const wordRefusal = (refusal: Refusal, wording: Wording): string => {
  switch (refusal.kind) {
    case 'other_workspace':
    case 'slack_stranger':
    case 'not_a_member':
    case 'no_longer_a_member':
    case 'admins_only':
    case 'slack_guest':
    case 'slack_bot':
    case 'slack_deactivated':
    case 'not_bound_yet':
      return wordAccess(refusal, wording);
    case 'invitation_unknown':
    case 'already_accepted':
    case 'already_declined':
    case 'already_withdrawn':
    case 'link_expired':
    case 'link_superseded':
    case 'not_the_invitee':
    case 'mailed_link_needed':
    case 'no_mail_server':
    case 'names_missing':
    case 'issuer_lost_right':
    case 'already_asked':
    case 'reinvited_too_often':
      return wordInvitation(refusal, wording);
    case 'role_unknown':
    case 'role_retired':
    case 'role_above_own':
    case 'team_unknown':
    case 'team_needed':
    case 'product_unknown':
    case 'nobody_named':
      return wordForm(refusal, wording);
    case 'address_not_confirmed':
    case 'nothing_to_bind':
    case 'already_bound':
    case 'code_wrong':
    case 'code_expired':
    case 'code_needs_mail':
      return wordIdentity(refusal, wording);
  }
};

const wordAccess = (refusal: AccessRefusal | BindingProposal, wording: Wording): string => {
  const { pen, command } = wording;
  const organization = pen.say(wording.organization);
  switch (refusal.kind) {
    case 'other_workspace':
    case 'slack_stranger':
      return `This desk works only for people of ${organization}'s own Slack workspace, and you are from another one. Ask an admin of ${organization} for what you need.`;
    case 'not_a_member':
      if (refusal.action === 'whoami' || refusal.action === 'help') {
        return `You are not a member of ${organization} yet. Ask an admin to invite you.`;
      }
      return `You are not a member of ${organization} yet, so you can't ${acts[refusal.action]}. Ask an admin to invite you; ${pen.code(`${command} whoami`)} shows what Usher knows of you.`;
    case 'no_longer_a_member':
      return refusal.status === 'DEACTIVATED'
        ? `Your membership of ${organization} is deactivated, so nothing was done. An admin can bring it back by inviting you again.`
        : `You are no longer a member of ${organization}, so nothing was done. An admin can invite you again.`;
    case 'admins_only':
      return `Only admins of ${organization} can ${acts[refusal.action]}, and you are not an admin at the moment. Nothing was done. Ask one of them to do it.`;
    case 'slack_guest':
      return `Guests of this workspace can't act here. Nothing was done. Ask an admin of ${organization} for what you need.`;
    case 'slack_bot':
      return 'This desk works for people, and Slack says that this is a bot. Nothing was done.';
    case 'slack_deactivated':
      return 'Slack says that this account is deactivated. Nothing was done. Ask an admin of the workspace.';
    case 'not_bound_yet':
      return `Usher does not know yet that you are ${pen.address(refusal.email)}. Type ${pen.code(`${command} whoami`)} and confirm it, then try again.`;
  }
};

const wordInvitation = (refusal: InvitationRefusal, wording: Wording): string => {
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
    case 'mailed_link_needed':
      return refusal.why === 'admin_role'
        ? 'An admin role needs the link that is mailed to the invited address. Press “Email me the link instead”.'
        : 'Your address in Slack is not the one that was invited. Press “Email me the link instead”: the link goes to the invited address.';
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

const wordForm = (refusal: FormRefusal, { pen }: Wording): string => {
  switch (refusal.kind) {
    case 'role_unknown':
      return 'This role is gone. Choose another one.';
    case 'role_retired':
      return `The role ${pen.say(refusal.role)} is no longer given out. Choose another one.`;
    case 'role_above_own':
      return `The role ${pen.say(refusal.role)} is above your own, so you can't give it. Choose another one, or ask somebody with that role.`;
    case 'team_unknown':
      return 'This team is gone. Choose another one.';
    case 'team_needed':
      return 'Everybody has one primary team here. Choose one.';
    case 'product_unknown':
      return 'One of these products is no longer offered. Choose again.';
    case 'nobody_named':
      return 'Name at least one person: an address here, or somebody of this workspace below.';
  }
};

const wordIdentity = (refusal: IdentityRefusal, wording: Wording): string => {
  const { pen, command } = wording;
  const organization = pen.say(wording.organization);
  switch (refusal.kind) {
    case 'address_not_confirmed':
      return 'Slack has not confirmed your address yet. Confirm it in your Slack profile, then try again.';
    case 'nothing_to_bind':
      return `No membership of ${organization} has the address of your Slack profile. Ask an admin to invite you.`;
    case 'already_bound':
      return `This is settled already. ${pen.code(`${command} whoami`)} shows who you are here.`;
    case 'code_wrong':
      return refusal.attemptsLeft > 0
        ? `That is not the code. You have ${count(refusal.attemptsLeft, 'try', 'tries')} left.`
        : `That is not the code, and it was the last try. Type ${pen.code(`${command} whoami`)} for a new code.`;
    case 'code_expired':
      return `This code no longer counts. Type ${pen.code(`${command} whoami`)} for a new one.`;
    case 'code_needs_mail':
      return 'An admin account is confirmed by a code that is mailed, and no mail server is set up. Ask whoever runs Usher to set one up.';
  }
};
