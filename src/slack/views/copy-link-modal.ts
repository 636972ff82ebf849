import type { ModalView } from '@slack/types';
import { type InvitationRecord, shownGeneration } from '../../domain/invitation.ts';
import type { CopiedLink } from '../../services/copy-link.ts';
import type { Wording } from '../wording.ts';
import { context, plain, section } from './blocks.ts';
import { messageModal } from './message-modal.ts';
import { encodePendingForm } from './pending-form.ts';
import type { PendingTrail } from './pending-trail.ts';
import { whoWithAddress } from './people.ts';

export const COPY_LINK_MODAL = 'copy_link_modal';

/** What a copied link costs, before it is made. */
export const copyLinkModal = (
  invitation: InvitationRecord,
  trail: PendingTrail | null,
  { pen }: Wording,
): ModalView => ({
  type: 'modal',
  callback_id: COPY_LINK_MODAL,
  title: plain('Copy a link', 24),
  submit: plain('Make the link', 24),
  close: plain('Cancel', 24),
  private_metadata: encodePendingForm({ link: { id: invitation.id, generation: shownGeneration(invitation) }, trail }),
  blocks: [
    section(`A new link for ${whoWithAddress(invitation, pen)}, to hand over yourself.`),
    section([
      '• It ends the link that they may have, at once.',
      '• It is shown once, here. It is not sent, and counts as one of the new links of the day.',
      '• Whoever has it can accept in their place: give it to nobody else.',
    ]),
  ],
});

/** The one place where a link is ever shown. */
export const copiedLinkModal = ({ email, url, expiresAt }: CopiedLink, { pen }: Wording): ModalView =>
  messageModal('Copy a link', [
    section(`For ${pen.address(email)}, and nobody else:`),
    section(`\`\`\`${url}\`\`\``),
    context(`It works once and ends ${pen.at(expiresAt)}. It is not shown again; the link before it is dead.`),
  ]);

/** Said where the window was closed before the link could be shown in it: the link itself must not leave it. */
export const copiedUnseenText =
  'A link was made, and the window was closed before it could be shown. “Copy a link” makes another one; “Reinvite” sends one.';
