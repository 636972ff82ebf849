import { z } from 'zod';
import { button, imageBlock, imageElement, overflow } from './buttons.ts';
import { checkboxes, datepicker, datetimepicker, radioButtons, timepicker } from './choices.ts';
import { anyText, identifier, plainText } from './composition.ts';
import { emailInput, fileInput, numberInput, plainTextInput, richTextInput, urlInput } from './inputs.ts';
import { richText } from './rich-text.ts';
import {
  channelsSelect,
  conversationsSelect,
  externalSelect,
  multiChannelsSelect,
  multiConversationsSelect,
  multiExternalSelect,
  multiStaticSelect,
  multiUsersSelect,
  staticSelect,
  usersSelect,
} from './selects.ts';
import { dataTable, table } from './tables.ts';

const selects = [
  staticSelect,
  multiStaticSelect,
  externalSelect,
  multiExternalSelect,
  usersSelect,
  multiUsersSelect,
  channelsSelect,
  multiChannelsSelect,
  conversationsSelect,
  multiConversationsSelect,
] as const;

const pickers = [checkboxes, radioButtons, datepicker, timepicker] as const;

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: identifier,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: z.discriminatedUnion('type', [button, overflow, imageElement, ...selects, ...pickers]).optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'must define either `text` or `fields`');

const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: identifier,
  elements: z
    .array(z.discriminatedUnion('type', [button, overflow, datetimepicker, richTextInput, ...selects, ...pickers]))
    .min(1)
    .max(25),
});

const typed = [plainTextInput, emailInput, urlInput, numberInput, richTextInput, datetimepicker] as const;

const input = z.strictObject({
  type: z.literal('input'),
  block_id: identifier,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: z.discriminatedUnion('type', [fileInput, ...typed, ...selects, ...pickers]),
});

const everywhere = [
  section,
  actions,
  imageBlock,
  richText,
  z.strictObject({ type: z.literal('divider'), block_id: identifier }),
  z.strictObject({ type: z.literal('header'), block_id: identifier, text: plainText(150) }),
  z.strictObject({
    type: z.literal('context'),
    block_id: identifier,
    elements: z
      .array(z.discriminatedUnion('type', [...anyText().options, imageElement]))
      .min(1)
      .max(10),
  }),
] as const;

const alert = z.strictObject({
  type: z.literal('alert'),
  block_id: identifier,
  text: anyText(200),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

const markdown = z.strictObject({
  type: z.literal('markdown'),
  block_id: identifier,
  text: z.string().min(1).max(12_000),
});

/** Where blocks are shown. What is not listed for a surface is an "unsupported type" there, as Slack says it. */
export type Surface = 'message' | 'modal' | 'home';

const modalBlock = z.discriminatedUnion('type', [...everywhere, input, alert]);
const homeBlock = z.discriminatedUnion('type', [...everywhere, input]);
// Newer docs list input blocks for messages too, reports of `invalid_blocks` contradict them: the strict reading.
const messageBlock = z.discriminatedUnion('type', [...everywhere, markdown, table, dataTable]);

/** Schema of the `blocks` array of each surface. */
export const blocksOf = {
  message: z.array(messageBlock).max(50),
  modal: z.array(modalBlock).max(100),
  home: z.array(homeBlock).max(100),
} as const;

export type Block = z.infer<typeof modalBlock> | z.infer<typeof homeBlock> | z.infer<typeof messageBlock>;
export type InputBlock = z.infer<typeof input>;
type InputElement = InputBlock['element'];
type ActionElement = z.infer<typeof actions>['elements'][number];
type Accessory = NonNullable<z.infer<typeof section>['accessory']>;
/** Everything a person can act on. */
export type Interactive = Exclude<InputElement | ActionElement | Accessory, { type: 'image' }>;
