import type { InputBlock } from '@slack/types';
import { z } from 'zod';
import type { IssuedChoice } from '../../domain/undo.ts';
import type { IssuedCounts } from '../../ports/acts.ts';
import { count, listOf } from '../plural.ts';
import { input } from './blocks.ts';
import { option } from './options.ts';

/** Fields that forms of acts on members share; the block ids, and the ids of the inputs in them. */
export const ACT_FIELDS = { issued: 'act_issued', number: 'act_number' } as const;

/** `12 pending invitations and 1 invite link`. */
export const wordIssued = ({ invitations, inviteLinks }: IssuedCounts): string =>
  listOf([
    ...(invitations > 0 ? [count(invitations, 'pending invitation', 'pending invitations')] : []),
    ...(inviteLinks > 0 ? [count(inviteLinks, 'invite link', 'invite links')] : []),
  ]);

/** Who looks after what somebody issued who loses the right to. */
export const issuedField = (issued: IssuedCounts | null, chosen: IssuedChoice = 'take_over'): InputBlock[] => {
  if (!issued) return [];
  const isOne = issued.invitations + issued.inviteLinks === 1;
  const options = [
    option(
      'Take over',
      'take_over',
      isOne ? 'The link goes on working, and is yours.' : 'The links go on working, and are yours.',
    ),
    option('Withdraw', 'withdraw', isOne ? 'The link stops working at once.' : 'The links stop working at once.'),
  ];
  const what = isOne ? (issued.invitations === 1 ? 'pending invitation' : 'invite link') : wordIssued(issued);
  const initial = options.find(({ value }) => value === chosen);
  return [
    input({
      id: ACT_FIELDS.issued,
      label: `What becomes of the ${what} that they sent?`,
      element: { type: 'radio_buttons', options, ...(initial && { initial_option: initial }) },
    }),
  ];
};

/** Rule 11, where there is no other admin to ask. Null: nothing to type. */
export const numberField = (number: number | null): InputBlock[] =>
  number === null
    ? []
    : [
        input({
          id: ACT_FIELDS.number,
          label: `Type ${number} to go on`,
          hint: `This is number ${number} of your deactivations, removals and demotions in ten minutes.`,
          element: { type: 'plain_text_input', max_length: 6 },
        }),
      ];

const schema = z.object({
  [ACT_FIELDS.issued]: z
    .object({ [ACT_FIELDS.issued]: z.object({ selected_option: z.object({ value: z.string() }).nullish() }) })
    .optional(),
  [ACT_FIELDS.number]: z.object({ [ACT_FIELDS.number]: z.object({ value: z.string().nullish() }) }).optional(),
});

/** What the shared fields say. Whoever is not asked takes over: nothing is lost by that. */
export const parseActFields = (values: unknown): { readonly issued: IssuedChoice; readonly number: number | null } => {
  const { act_issued: issued, act_number: number } = schema.parse(values);
  const typed = number?.act_number.value?.trim() ?? '';
  return {
    issued: issued?.act_issued.selected_option?.value === 'withdraw' ? 'withdraw' : 'take_over',
    number: /^\d{1,6}$/.test(typed) ? Number(typed) : null,
  };
};
