import type { InputBlock } from '@slack/types';
import { z } from 'zod';
import { characterCount, cleanLine } from '../../../domain/clean-text.ts';
import { parseDomain, readableDomain } from '../../../domain/domain-name.ts';
import { type SettingField, type Settings, settingLimits } from '../../../domain/settings.ts';
import { cut } from '../../mrkdwn.ts';
import { count } from '../../plural.ts';
import { settingWords } from '../../settings-words.ts';
import { option } from '../options.ts';
import { type SettingInput, settingInput } from './setting-input.ts';

type FieldsOf<Value> = { [Field in SettingField]: Settings[Field] extends Value ? Field : never }[SettingField];

const typed = z.object({ value: z.string().nullish() }).transform(({ value }) => value ?? '');
const chosen = z
  .object({ selected_option: z.object({ value: z.string() }).nullish() })
  .transform(({ selected_option: picked }) => picked?.value ?? '');

// Slack's limit for what an input holds.
const maxInput = 3000;

const textElement = (value: string, multiline = false): InputBlock['element'] => ({
  type: 'plain_text_input',
  multiline,
  ...(value && { initial_value: cut(value, maxInput) }),
});

/** One line of text that may be missing. */
export const textInput = (
  field: 'productName' | 'supportContact',
  max: number,
  hint = settingWords[field].does,
): SettingInput =>
  settingInput(field, {
    optional: true,
    hint,
    element: (value) => textElement(value ?? ''),
    schema: typed.transform(cleanLine).transform((text, context) => {
      if (characterCount(text) <= max) return text || null;
      context.addIssue(`This has ${characterCount(text)} characters; ${max} fit.`);
      return z.NEVER;
    }),
  });

export const nameInput: SettingInput = settingInput('name', {
  element: (value) => textElement(value),
  schema: typed.transform(cleanLine).transform((text, context) => {
    const { max } = settingLimits.name;
    if (text !== '' && characterCount(text) <= max) return text;
    context.addIssue(text === '' ? 'An organization needs a name.' : `At most ${max} characters.`);
    return z.NEVER;
  }),
});

/** The address as it was typed, if a browser could open it; null for anything else. */
const readUrl = (text: string): string | null => {
  // What people type goes into links of ours: nothing that could end one.
  if (text.length > settingLimits.url.max || /[\s<>"|\\^`{}\p{Cc}]/u.test(text) || !URL.canParse(text)) return null;
  const { protocol, hostname, username, password } = new URL(text);
  const isPlain = protocol === 'https:' || protocol === 'http:';
  return isPlain && hostname !== '' && username + password === '' ? text : null;
};

export const urlInput = (field: 'productUrl' | 'gettingStartedUrl', example: string): SettingInput =>
  settingInput(field, {
    optional: true,
    hint: `${settingWords[field].does} For example ${example}`,
    element: (value) => textElement(value ?? ''),
    schema: typed.transform(cleanLine).transform((text, context) => {
      const url = text === '' ? null : readUrl(text);
      if (text !== '' && url === null) {
        context.addIssue(`This is not a web address that can be opened. Write all of it, such as ${example}`);
      }
      return url;
    }),
  });

export const numberInput = (
  field: FieldsOf<number> & keyof typeof settingLimits,
  { min, max }: { readonly min: number; readonly max: number },
): SettingInput =>
  settingInput(field, {
    hint: `${settingWords[field].does} A number from ${min} to ${max}.`,
    element: (value) => textElement(String(value)),
    schema: typed.transform((text, context) => {
      const number = /^\d{1,9}$/u.test(text.trim()) ? Number(text) : Number.NaN;
      if (number >= min && number <= max) return number;
      context.addIssue(`Write a whole number from ${min} to ${max}.`);
      return z.NEVER;
    }),
  });

/** One of a few, as radio buttons. */
export const choiceInput = <Field extends FieldsOf<string>>(
  field: Field,
  choices: Readonly<Record<Settings[Field], string>>,
): SettingInput => {
  const entries = Object.entries<string>(choices);
  const options = entries.map(([value, text]) => option(`${text.charAt(0).toUpperCase()}${text.slice(1)}`, value));
  return settingInput<Field>(field, {
    element: (value) => {
      const initial = options.find((each) => each.value === value);
      return { type: 'radio_buttons', options, ...(initial && { initial_option: initial }) };
    },
    schema: chosen.transform((value, context) => {
      // A key of `choices` is a value of the field, which `Object.entries` forgets.
      if (entries.some(([key]) => key === value)) return value as Settings[Field];
      context.addIssue('Choose one.');
      return z.NEVER;
    }),
  });
};

export const switchInput = (field: FieldsOf<boolean>): SettingInput => {
  const options = [option('On', 'on'), option('Off', 'off')] as const;
  return settingInput(field, {
    element: (value) => ({
      type: 'radio_buttons',
      options: [...options],
      initial_option: value ? options[0] : options[1],
    }),
    schema: chosen.transform((value) => value === 'on'),
  });
};

/** One a line, or with commas; kept as DNS has them, each once. */
export const domainsInput = (field: FieldsOf<readonly string[]>): SettingInput =>
  settingInput(field, {
    optional: true,
    hint: `${settingWords[field].does} One a line, such as example.com`,
    element: (value) => textElement(value.map(readableDomain).join('\n'), true),
    schema: typed.transform((text, context) => {
      const words = text.split(/[\s,;]+/u).filter(Boolean);
      const domains = words.map((word) => ({ word, domain: parseDomain(word) }));
      const bad = domains.flatMap(({ word, domain }) => (domain === null ? [`“${cut(word, 40)}”`] : []));
      if (bad.length > 0) context.addIssue(badDomains(bad));
      const { max } = settingLimits.domains;
      const list = [...new Set(domains.flatMap(({ domain }) => domain ?? []))];
      if (list.length > max) context.addIssue(`At most ${max} domains fit; these are ${list.length}.`);
      return list;
    }),
  });

const badDomains = ([first = '', ...others]: readonly string[]): string => {
  const more = others.length > 0 ? `, and ${count(others.length, 'other is not', 'others are not')} either` : '';
  return `${first} is not a domain${more}. Write what stands behind the @, such as example.com`;
};
