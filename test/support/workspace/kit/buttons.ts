import { z } from 'zod';
import { confirm, identifier, overflowOption, plainText, slackFile } from './composition.ts';

export const button = z.strictObject({
  type: z.literal('button'),
  action_id: identifier,
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: z.string().min(1).max(3000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: z.string().min(1).max(75).optional(),
});

export const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: identifier,
  // Newer docs say 1 to 5; two is the least that Slack has always taken.
  options: z.array(overflowOption).min(2).max(5),
  confirm: confirm.optional(),
});

const imageFields = {
  alt_text: z.string().min(1).max(2000),
  image_url: z.string().min(1).max(3000).optional(),
  slack_file: slackFile.optional(),
};

type ImageSource = { image_url?: string | undefined; slack_file?: object | undefined };

const hasOneSource = (image: ImageSource): boolean =>
  (image.image_url === undefined) !== (image.slack_file === undefined);

export const imageElement = z
  .strictObject({ type: z.literal('image'), ...imageFields })
  .refine(hasOneSource, 'must define either `image_url` or `slack_file`');

export const imageBlock = z
  .strictObject({
    type: z.literal('image'),
    block_id: identifier,
    title: plainText(2000).optional(),
    ...imageFields,
  })
  .refine(hasOneSource, 'must define either `image_url` or `slack_file`');
