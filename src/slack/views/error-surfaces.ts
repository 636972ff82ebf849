import type { ModalView } from '@slack/types';
import { type Message, section } from './blocks.ts';
import { messageModal } from './message-modal.ts';

/** `errorId` is in the log beside what happened. */
const errorText = (errorId: string): string =>
  `Something went wrong on our side. Try again in a moment; what was done already is not done twice. If it happens again, give whoever runs Usher this number: ${errorId}`;

export const errorMessage = (errorId: string): Message => ({
  text: errorText(errorId),
  blocks: [section(errorText(errorId))],
});

export const errorModal = (errorId: string): ModalView =>
  messageModal('Something went wrong', [section(errorText(errorId))]);

/** Goes under an input of a form, so that what was typed stays. */
export const fieldErrorText = (errorId: string): string =>
  `Something went wrong on our side. Press the button again in a moment; nothing is done twice. Number for whoever runs Usher: ${errorId}`;

export const stoppingText = 'Usher is restarting. Nothing was done; try again in a few seconds.';

export const triggerLostText = 'That took too long, so Slack did not open the window. Try once more.';
