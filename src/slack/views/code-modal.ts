import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Wording } from '../wording.ts';
import { input, plain, section } from './blocks.ts';

export const CODE_MODAL = 'code_modal';
export const CODE_FIELD = 'code';

export const codeModal = (email: string, { pen }: Wording, next: string): ModalView => ({
  type: 'modal',
  callback_id: CODE_MODAL,
  title: plain('Your code', 24),
  submit: plain('Confirm', 24),
  close: plain('Cancel', 24),
  private_metadata: next,
  blocks: [
    section(`A code of six digits is on its way to *${pen.address(email)}*. Type it here.`),
    input({
      id: CODE_FIELD,
      label: 'Code',
      hint: 'It may take a minute to arrive.',
      element: { type: 'plain_text_input', focus_on_load: true },
    }),
  ],
});

const schema = z.object({ [CODE_FIELD]: z.object({ [CODE_FIELD]: z.object({ value: z.string().nullish() }) }) });

/** The six digits that were typed, spaces and dashes aside; undefined for anything else. */
export const parseCodeModal = (values: unknown): string | undefined => {
  const code = (schema.parse(values).code.code.value ?? '').replace(/[\s-]/g, '');
  return /^\d{6}$/.test(code) ? code : undefined;
};
