import type { ModalView } from '@slack/types';
import { section } from './blocks.ts';
import { messageModal } from './message-modal.ts';

/** Holds the place of a modal whose content is not there yet: a trigger lives only 3 s. */
export const loadingModal = (): ModalView => messageModal('One moment…', [section('Loading…')]);

/** Follows a submission that takes longer than Slack waits. */
export const workingModal = (): ModalView =>
  messageModal('Still working…', [
    section(
      'This takes a little longer than usual. The result appears here; if you close this window, it comes as a message.',
    ),
  ]);
