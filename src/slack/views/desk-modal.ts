import type { ModalView } from '@slack/types';
import type { Desk } from '../../services/read-desk.ts';
import type { Wording } from '../wording.ts';
import { context, plain } from './blocks.ts';
import { deskBlocks } from './desk-blocks.ts';
import { messageModal } from './message-modal.ts';

export const DESK_MODAL = 'desk_modal';

/** What bare `/members` opens for an admin: what waits, and the ways on. */
export const deskModal = (desk: Desk, wording: Wording): ModalView => {
  const { pen, command } = wording;
  return {
    ...messageModal('Members', [
      ...deskBlocks(desk, wording),
      context(`${pen.code(`${command} help`)} lists what can be typed.`),
    ]),
    callback_id: DESK_MODAL,
    // Slack wants one where there is a field; it does what Enter does.
    submit: plain('Search', 24),
  };
};
