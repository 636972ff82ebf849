import { personName } from '../../domain/actor.ts';
import { type InvitationRecord, isStopped } from '../../domain/invitation.ts';
import type { Organization } from '../../domain/organization.ts';
import { mrkdwnPen, type Pen } from '../wording.ts';
import { allowButton } from './allow-button.ts';
import { actions, button, confirm, context, type Message, section } from './blocks.ts';
import { membershipLines } from './membership-lines.ts';
import { askButton, wordRunOut } from './run-out-card.ts';

export const INVITATION_ACCEPT = 'invitation_accept';
export const INVITATION_DECLINE = 'invitation_decline';
export const INVITATION_MAIL = 'invitation_mail';
export const INVITATION_STOP = 'invitation_stop';

/** The card of somebody who is in the workspace: accepted by the click, without any token. `canMail`: links can be mailed. */
export const invitationCard = (invitation: InvitationRecord, organization: Organization, canMail: boolean): Message => {
  const pen = mrkdwnPen(organization.timeZone);
  return {
    text: headline(invitation, organization, pen),
    blocks: [
      section(`*${headline(invitation, organization, pen)}*`),
      section(factLines(invitation, pen)),
      ...(invitation.note ? [section(quoted(invitation.note, pen))] : []),
      context(...smallPrint(invitation, pen, canMail)),
      actions(...cardButtons(invitation, organization, canMail)),
    ],
  };
};

/**
 * What is left of the card when nothing can be decided with it any more; `now` tells whether it ran out, and `asks` whether it is by
 * this one that a new link can be asked for.
 */
export const settledCard = (
  invitation: InvitationRecord,
  organization: Organization,
  now: Date,
  asks = false,
): Message => {
  const pen = mrkdwnPen(organization.timeZone);
  const { expiresAt, askedAt } = invitation;
  const outcome = asks && expiresAt ? wordRunOut(expiresAt, askedAt, pen) : wordOutcome(invitation, pen, now);
  return {
    text: `${headline(invitation, organization, pen)}: ${outcome}`,
    blocks: [
      section(headline(invitation, organization, pen)),
      context(outcome),
      ...(isStopped(invitation) ? [allowButton(invitation.id)] : []),
      ...(asks && !askedAt ? [askButton(invitation.id)] : []),
    ],
  };
};

type Named = Pick<Organization, 'name' | 'timeZone'>;

/** What a card turns into at once when it was accepted; the settled card follows. */
export const acceptedCard = (organization: Named, at: Date): Message => decidedCard(organization, 'Accepted', at);

export const declinedCard = (organization: Named, at: Date): Message => decidedCard(organization, 'Declined', at);

/** After “Don't write to me again”; the settled card says the same. */
export const stoppedCard = (organization: Named, at: Date, invitationId: string): Message => {
  const { text, blocks } = decidedCard(organization, 'Declined, and nobody here writes to you again', at);
  return { text, blocks: [...blocks, allowButton(invitationId)] };
};

const decidedCard = (organization: Named, outcome: string, at: Date): Message => {
  const pen = mrkdwnPen(organization.timeZone);
  const text = `Your invitation to ${pen.say(organization.name)}`;
  return { text: `${text}: ${outcome}`, blocks: [section(text), context(`${outcome}, ${pen.at(at)}`)] };
};

/** After “Email me the link instead”. `maskedEmail`: the address that was invited. */
export const mailedCard = (organization: Pick<Organization, 'name' | 'timeZone'>, maskedEmail: string): Message => {
  const pen = mrkdwnPen(organization.timeZone);
  const text = `Your invitation to ${pen.say(organization.name)} is on its way to ${pen.address(maskedEmail)}. Open the link in that mail to accept.`;
  return { text, blocks: [section(text)] };
};

const headline = (invitation: InvitationRecord, organization: Organization, pen: Pen): string =>
  invitation.inviter
    ? `${pen.say(personName(invitation.inviter))} invited you to ${pen.say(organization.name)}`
    : `You are invited to ${pen.say(organization.name)}`;

const factLines = (invitation: InvitationRecord, pen: Pen): string[] =>
  membershipLines(
    {
      roleName: invitation.role.name,
      roleDescription: invitation.role.description,
      primaryTeamName: invitation.primaryTeam?.name ?? null,
      secondaryTeamNames: invitation.secondaryTeamNames,
      productNames: invitation.productNames,
    },
    pen,
  );

const quoted = (note: string, pen: Pen): string[] =>
  pen
    .say(note, 300)
    .split('\n')
    .map((line) => `> ${line}`);

const smallPrint = (invitation: InvitationRecord, pen: Pen, canMail: boolean): string[] => [
  ...(invitation.expiresAt ? [`Ends ${pen.at(invitation.expiresAt)}.`] : []),
  `For ${pen.address(invitation.email)}.`,
  ...(invitation.role.isAdmin ? [wordAdminRole(canMail)] : []),
];

const wordAdminRole = (canMail: boolean): string =>
  canMail
    ? 'An admin role is accepted by the link that is mailed to this address.'
    : 'An admin role is accepted by a mailed link, and none can be mailed here. Ask the person who invited you.';

/** What can be answered, on the card and on each reminder of it. */
export const cardButtons = ({ id, role }: InvitationRecord, organization: Organization, canMail: boolean) => [
  ...(role.isAdmin ? [] : [button({ id: INVITATION_ACCEPT, text: 'Accept', value: id, style: 'primary' })]),
  button({
    id: INVITATION_DECLINE,
    text: 'No, thanks',
    value: id,
    confirm: confirm({
      title: 'Decline this invitation?',
      text: `You will not join ${organization.name.slice(0, 100)}. Whoever invited you sees that you declined.`,
      yes: 'Decline',
      no: 'Back',
    }),
  }),
  ...(canMail
    ? [
        button({
          id: INVITATION_MAIL,
          text: role.isAdmin ? 'Email me the link' : 'Email me the link instead',
          value: id,
        }),
      ]
    : []),
  button({
    id: INVITATION_STOP,
    text: 'Don’t write to me again',
    value: id,
    confirm: confirm({
      title: 'No more messages from here?',
      text: 'You get no more invitations and no reminders, from anybody who invites by this app. This one counts as declined. You can take that back.',
      yes: 'Don’t write to me',
      no: 'Back',
    }),
  }),
];

const wordOutcome = (invitation: InvitationRecord, pen: Pen, now: Date): string => {
  const decided = invitation.decidedAt ? `, ${pen.at(invitation.decidedAt)}` : '';
  const by = invitation.decidedBy ? ` by ${pen.say(personName(invitation.decidedBy))}` : '';
  switch (invitation.status) {
    case 'ACCEPTED':
      return `Accepted${decided}`;
    case 'DECLINED':
      return `Declined${decided}${isStopped(invitation) ? '. Nobody here writes to you again.' : ''}`;
    case 'WITHDRAWN':
      return `Withdrawn${by}${decided}. Questions? Ask the person who invited you.`;
    case 'PENDING':
      return invitation.expiresAt && invitation.expiresAt <= now
        ? `Ran out ${pen.at(invitation.expiresAt)}. Ask the person who invited you for a new link.`
        : 'Replaced by a newer invitation.';
  }
};
