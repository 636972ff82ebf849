import type { ModalView } from '@slack/types';
import { type Message, section } from './blocks.ts';
import { messageModal } from './message-modal.ts';

/** One sentence or two of ours, said as a message or in a modal alike. */
export const textMessage = (text: string): Message => ({ text, blocks: [section(text)] });

export const refusalModal = (text: string, title = 'Not possible'): ModalView => messageModal(title, [section(text)]);
