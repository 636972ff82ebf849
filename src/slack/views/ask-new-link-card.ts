import type { InvitationRecord } from '../../domain/invitation.ts';
import { mrkdwnPen } from '../wording.ts';
import { actions, button, type Message, section } from './blocks.ts';
import { encodeLink } from './link-value.ts';
import { withdrawConfirm } from './pending-modal.ts';
import { whoWithAddress } from './people.ts';

export const ASKED_REINVITE = 'asked_reinvite';
export const ASKED_WITHDRAW = 'asked_withdraw';

/** Tells the issuer that an invitee asks for a new link; one click sends it. */
export const askNewLinkCard = (invitation: InvitationRecord): Message => {
  const pen = mrkdwnPen('UTC');
  const person = invitation.firstName ?? invitation.email;
  const ranOut = invitation.expiresAt ? ` The last one ended ${pen.at(invitation.expiresAt)}.` : '';
  return {
    text: `${pen.address(invitation.email)} asks for a new link`,
    blocks: [
      section(
        `${whoWithAddress(invitation, pen)} asks for a new link to join as ${pen.say(invitation.role.name)}.${ranOut}`,
      ),
      actions(
        button({
          id: ASKED_REINVITE,
          text: 'Send a new link',
          value: encodeLink(invitation.id, invitation.generation),
          style: 'primary',
          label: `Send a new link to ${person}`,
        }),
        button({
          id: ASKED_WITHDRAW,
          text: 'Withdraw',
          value: invitation.id,
          label: `Withdraw the invitation of ${person}`,
          confirm: withdrawConfirm(invitation),
        }),
      ),
    ],
  };
};
