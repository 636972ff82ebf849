import { z } from 'zod';
import { confirm, identifier, markedOption, plainText } from './composition.ts';
import { sameOption } from './same-option.ts';

const choice = {
  action_id: identifier,
  confirm: confirm.optional(),
  focus_on_load: z.boolean().optional(),
};

const NOT_OFFERED = 'must be one of the provided options';

export const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    ...choice,
    options: z.array(markedOption).min(1).max(10),
    initial_options: z.array(markedOption).min(1).max(10).optional(),
  })
  .refine(({ initial_options = [], options }) => initial_options.every((option) => options.some(sameOption(option))), {
    message: NOT_OFFERED,
    path: ['initial_options'],
  });

export const radioButtons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    ...choice,
    options: z.array(markedOption).min(1).max(10),
    initial_option: markedOption.optional(),
  })
  .refine(({ initial_option, options }) => !initial_option || options.some(sameOption(initial_option)), {
    message: NOT_OFFERED,
    path: ['initial_option'],
  });

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

export const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...choice,
  placeholder: plainText(150).optional(),
  initial_date: z.string().refine(isDate, 'must match YYYY-MM-DD').optional(),
});

export const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...choice,
  placeholder: plainText(150).optional(),
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must match HH:mm')
    .optional(),
  timezone: z.string().optional(),
});

export const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...choice,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});
