import { z } from 'zod';
import { complaints } from './complaints.ts';
import { optionGroup, plainOption } from './composition.ts';

const answer = z
  .strictObject({
    options: z.array(plainOption).max(100).optional(),
    option_groups: z
      .array(z.strictObject({ ...optionGroup.shape, options: z.array(plainOption).max(100) }))
      .max(100)
      .optional(),
  })
  .refine(
    ({ options, option_groups }) => (options === undefined) !== (option_groups === undefined),
    'must define either `options` or `option_groups`',
  );

export type PlainOption = z.infer<typeof plainOption>;

/** The answer of an app to a `block_suggestion`: the options in order, or why Slack would show none. */
export const validateOptions = (
  value: unknown,
): { ok: true; options: PlainOption[] } | { ok: false; messages: string[] } => {
  const parsed = answer.safeParse(value);
  if (!parsed.success) return { ok: false, messages: complaints(parsed.error, value, '') };
  const { options, option_groups } = parsed.data;
  return { ok: true, options: options ?? option_groups?.flatMap((group) => group.options) ?? [] };
};
