import type { InputBlock } from '@slack/types';
import { z } from 'zod';
import { checkName, maxNameLength, type NameRefusal } from '../../domain/person-name.ts';
import { done, type Result, refused } from '../../domain/result.ts';
import { cut } from '../mrkdwn.ts';
import { input } from './blocks.ts';

export const NAME_FIELDS = { first: 'first_name', last: 'last_name' } as const;

export type NamesAsked = {
  readonly first: boolean;
  readonly last: boolean;
  readonly suggestedFirst?: string | null;
  readonly suggestedLast?: string | null;
};

const nameField = (id: string, label: string, suggested: string | null | undefined): InputBlock =>
  input({
    id,
    label,
    element: { type: 'plain_text_input', ...(suggested && { initial_value: cut(suggested, maxNameLength) }) },
  });

/** One input for each name that is missing. */
export const nameFields = ({ first, last, suggestedFirst, suggestedLast }: NamesAsked): InputBlock[] => [
  ...(first ? [nameField(NAME_FIELDS.first, 'First name', suggestedFirst)] : []),
  ...(last ? [nameField(NAME_FIELDS.last, 'Last name', suggestedLast)] : []),
];

const typed = z.object({ value: z.string().nullish() });
const schema = z.object({
  [NAME_FIELDS.first]: z.object({ [NAME_FIELDS.first]: typed }).optional(),
  [NAME_FIELDS.last]: z.object({ [NAME_FIELDS.last]: typed }).optional(),
});

/** Null for a name that was not asked. */
export type Names = { readonly first: string | null; readonly last: string | null };

export const parseNameFields = (values: unknown): Result<Names, Record<string, string>> => {
  const form = schema.parse(values);
  const first = form.first_name && checkName(form.first_name.first_name.value ?? '');
  const last = form.last_name && checkName(form.last_name.last_name.value ?? '');
  const errors = {
    ...(first && !first.ok && { [NAME_FIELDS.first]: wordName(first.refusal) }),
    ...(last && !last.ok && { [NAME_FIELDS.last]: wordName(last.refusal) }),
  };
  if (Object.keys(errors).length > 0) return refused(errors);
  return done({ first: first?.ok ? first.value : null, last: last?.ok ? last.value : null });
};

export const wordName = (refusal: NameRefusal): string => {
  switch (refusal.kind) {
    case 'name_missing':
      return 'Fill in a name.';
    case 'name_too_long':
      return `At most ${refusal.max} characters.`;
    case 'name_has_link':
      return `A name can't carry a link (“${refusal.found}”).`;
  }
};
