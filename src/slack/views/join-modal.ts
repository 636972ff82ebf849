import type { ModalView } from '@slack/types';
import type { InviteLinkRecord } from '../../domain/invite-link.ts';
import type { JoinOffer } from '../../services/join-in-slack.ts';
import { cut } from '../mrkdwn.ts';
import type { Wording } from '../wording.ts';
import { plain, section } from './blocks.ts';
import { linkTerms } from './invite-links-modal.ts';
import { messageModal } from './message-modal.ts';
import { nameFields } from './name-fields.ts';

export const JOIN_MODAL = 'join_modal';

/** What somebody of the workspace joins as, and the names that colleagues will see. `metadata`: the id of the link. */
export const joinModal = ({ link, person }: JoinOffer, { pen, organization }: Wording): ModalView => ({
  type: 'modal',
  callback_id: JOIN_MODAL,
  private_metadata: link.id,
  title: plain('Join', 24),
  submit: plain('Join', 24),
  close: plain('Cancel', 24),
  blocks: [
    section([
      `You can join ${pen.strong(organization)} as *${linkTerms(link, pen)}*.`,
      ...(link.role.description ? [pen.say(cut(link.role.description, 75))] : []),
      `*Your address:* ${pen.address(person.email)}, as Slack has confirmed it.`,
    ]),
    ...nameFields({ first: true, last: true, suggestedFirst: person.firstName, suggestedLast: person.lastName }),
  ],
});

export const joinedModal = (link: InviteLinkRecord, { pen, organization }: Wording): ModalView =>
  messageModal('Welcome', [
    section(
      `You are a member of ${pen.strong(organization)} now, as *${linkTerms(link, pen)}*. A direct message says what comes next.`,
    ),
  ]);
