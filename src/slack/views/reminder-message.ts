import { personName } from '../../domain/actor.ts';
import type { InvitationRecord } from '../../domain/invitation.ts';
import type { Organization } from '../../domain/organization.ts';
import type { ReminderOrdinal } from '../../domain/reminders.ts';
import { mrkdwnPen, type Pen } from '../wording.ts';
import { actions, context, type Message, section } from './blocks.ts';
import { cardButtons } from './invitation-card.ts';

/** A short word to somebody who did not answer: who invited them, until when, and the buttons of the card. */
export const reminderMessage = (
  invitation: InvitationRecord,
  organization: Organization,
  ordinal: ReminderOrdinal,
  canMail: boolean,
): Message => {
  const pen = mrkdwnPen(organization.timeZone);
  const headline = `Your invitation to ${pen.say(organization.name)} still waits for you`;
  return {
    text: headline,
    blocks: [
      section([`*${headline}*`, `${whoInvited(invitation, pen)} ${whereToRead(invitation, pen)}`]),
      context(
        ...(invitation.expiresAt ? [`Ends ${pen.at(invitation.expiresAt)}.`] : []),
        ordinal === 2 ? 'This is the last reminder.' : 'One more reminder may follow; once you answer, none.',
      ),
      actions(...cardButtons(invitation, organization, canMail)),
    ],
  };
};

const whoInvited = ({ inviter }: InvitationRecord, pen: Pen): string =>
  inviter ? `${pen.say(personName(inviter))} invited you.` : 'You are invited.';

/** The card says what they will get; whoever had a mail instead reads it there. */
const whereToRead = ({ deliveries, email }: InvitationRecord, pen: Pen): string =>
  deliveries.some(({ channel, state }) => channel === 'DM' && state === 'SENT')
    ? 'The invitation above says what you get.'
    : `The mail to ${pen.address(email)} says what you get.`;
