import type { Checkboxes, MultiStaticSelect, PlainTextOption } from '@slack/types';
import { cut } from '../mrkdwn.ts';
import { plain } from './blocks.ts';

// Slack's limits: characters of an option, options of a menu or of one of its groups.
const maxText = 75;
const maxOptions = 100;

/** `value` is an id of ours: always a string, since Slack drops other types without a word. */
export const option = (text: string, value: string, description?: string): PlainTextOption => ({
  text: plain(text, maxText),
  value,
  ...(description && { description: plain(description, maxText) }),
});

type Choices =
  | { options: PlainTextOption[] }
  | { option_groups: { label: ReturnType<typeof plain>; options: PlainTextOption[] }[] };

/** A menu holds 100 options; more go into groups named by their first and last one. */
export const chunkOptions = (options: readonly PlainTextOption[]): Choices => {
  if (options.length <= maxOptions) return { options: [...options] };
  const groups: PlainTextOption[][] = [];
  for (let start = 0; start < options.length; start += maxOptions)
    groups.push(options.slice(start, start + maxOptions));
  return {
    option_groups: groups.slice(0, maxOptions).map((group) => ({
      label: plain(`${cut(group[0]?.text.text ?? '', 35)} – ${cut(group.at(-1)?.text.text ?? '', 35)}`, maxText),
      options: group,
    })),
  };
};

export const selectMenu = (
  options: readonly PlainTextOption[],
  preset: readonly PlainTextOption[],
): MultiStaticSelect => ({
  type: 'multi_static_select',
  ...chunkOptions(options),
  ...(preset.length > 0 && { initial_options: [...preset] }),
});

// Slack's limit of checkboxes in one place.
const maxCheckboxes = 10;

/** Several of these: checkboxes as long as they fit, so that all is seen at once; a menu beyond. */
export const optionList = (
  options: readonly PlainTextOption[],
  chosenIds: readonly string[],
): Checkboxes | MultiStaticSelect => {
  const preset = options.filter(({ value }) => value !== undefined && chosenIds.includes(value));
  return options.length <= maxCheckboxes
    ? { type: 'checkboxes', options: [...options], ...(preset.length > 0 && { initial_options: preset }) }
    : selectMenu(options, preset);
};
