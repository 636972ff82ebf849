import { z } from 'zod';

/** Composition objects of Block Kit with their documented limits. Lengths are counted in UTF-16 units, the strict reading. */

/** A `plain_text` object of 1 to `max` characters. */
export const plainText = (max = 3000) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });

const mrkdwn = (max = 3000) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });

/** A text object that may be plain or mrkdwn. */
export const anyText = (max = 3000) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

/** `action_id` and `block_id`. */
export const identifier = z.string().min(1).max(255).optional();

export const confirm = z.strictObject({
  title: plainText(100).optional(),
  text: anyText(300),
  confirm: plainText(30).optional(),
  deny: plainText(30).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

const optionFields = {
  // The docs name 150, the SDK's own types 75: the smaller one is refused by neither.
  value: z.string().min(1).max(75),
  description: plainText(75).optional(),
};

/** An option of a select: plain text only. */
export const plainOption = z.strictObject({ text: plainText(75), ...optionFields });

/** An option of radio buttons or checkboxes: text and description may be mrkdwn. */
export const markedOption = z.strictObject({
  text: anyText(75),
  value: optionFields.value,
  description: anyText(75).optional(),
});

export const overflowOption = z.strictObject({
  text: plainText(75),
  ...optionFields,
  url: z.string().max(3000).optional(),
});

export const optionGroup = z.strictObject({
  label: plainText(75),
  options: z.array(plainOption).min(1).max(100),
});

export const dispatchActionConfig = z.strictObject({
  trigger_actions_on: z
    .array(z.enum(['on_enter_pressed', 'on_character_entered']))
    .min(1)
    .max(2)
    .optional(),
});

export const conversationFilter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .refine((filter) => Object.keys(filter).length > 0, 'must provide at least one filter');

export const slackFile = z
  .strictObject({ id: z.string().optional(), url: z.string().optional() })
  .refine((file) => (file.id === undefined) !== (file.url === undefined), 'must define either `id` or `url`');

export type TextObject = z.infer<ReturnType<typeof anyText>>;
export type Confirm = z.infer<typeof confirm>;
export type Option = z.infer<typeof markedOption>;
