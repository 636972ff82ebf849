import type { KnownBlock, ModalView } from '@slack/types';
import { plain } from './blocks.ts';

/** A modal that only tells something: no submit button, so nothing can be sent twice. */
export const messageModal = (title: string, blocks: readonly KnownBlock[], close = 'Close'): ModalView => ({
  type: 'modal',
  title: plain(title, 24),
  close: plain(close, 24),
  blocks: blocks.slice(0, 100),
});
