import type { InputBlock } from '@slack/types';
import { z } from 'zod';
import type { SettingField, Settings } from '../../../domain/settings.ts';
import type { SettingChange } from '../../../services/change-settings.ts';
import { settingMark } from '../../../services/setting-mark.ts';
import { settingWords } from '../../settings-words.ts';
import { input } from '../blocks.ts';

/** Id of the input of a setting and of the block around it. */
export const settingId = (field: SettingField): string =>
  `setting_${field.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)}`;

/** What a field holds, as it comes back; kept as it is, to fill the form in again. */
export type TypedValue = Readonly<Record<string, unknown>>;

type Read = { readonly change: SettingChange } | { readonly error: string };

/** One input of a settings form: how it is shown for these settings, and what is read back from it. */
export type SettingInput = {
  readonly field: SettingField;
  readonly block: (settings: Settings, now: Date) => InputBlock;
  readonly read: (typed: TypedValue, seen: string) => Read;
};

type Parts<Field extends SettingField> = {
  readonly optional?: boolean;
  readonly hint?: string;
  readonly element: (value: Settings[Field], now: Date) => InputBlock['element'];
  /** From `view.state.values` to the value; the message of its first issue stands under the field. */
  readonly schema: z.ZodType<Settings[Field]>;
};

export const settingInput = <Field extends SettingField>(
  field: Field,
  { optional = false, hint, element, schema }: Parts<Field>,
): SettingInput => ({
  field,
  block: (settings, now) =>
    input({
      id: settingId(field),
      label: settingWords[field].label,
      hint: hint ?? settingWords[field].does,
      optional,
      element: element(settings[field], now),
    }),
  read: (typed, seen) => {
    const parsed = schema.safeParse(typed);
    if (!parsed.success) return { error: parsed.error.issues[0]?.message ?? 'This can’t be read.' };
    // Field and value belong together by the type of `schema`, which the union of all changes does not see.
    return { change: { field, value: parsed.data, seen } as SettingChange };
  },
});

/** Whether the admin changed what their form showed. */
export const isChanged = ({ value, seen }: SettingChange): boolean => settingMark(value) !== seen;

/** The input with what was typed into it, whatever that was. */
export const withTyped = (block: InputBlock, typed: TypedValue | undefined): InputBlock => {
  if (!typed) return block;
  const parsed = typedSchema.parse(typed);
  const element = {
    ...block.element,
    ...('value' in typed && { initial_value: parsed.value ?? undefined }),
    ...('selected_option' in typed && { initial_option: parsed.selected_option ?? undefined }),
    ...('selected_conversations' in typed && { initial_conversations: parsed.selected_conversations ?? undefined }),
  };
  // An initial value that is undefined is left out by JSON; which element has which is Slack's own pairing.
  return { ...block, element: element as InputBlock['element'] };
};

const typedSchema = z.object({
  value: z.string().nullish(),
  selected_option: z.looseObject({ value: z.string() }).nullish(),
  selected_conversations: z.array(z.string()).nullish(),
});
