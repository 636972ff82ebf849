import type { Reader } from './dates.ts';
import type { Field } from './find.ts';
import type { Option } from './kit/composition.ts';
import { readText } from './render.ts';

/** A person or channel, as the handles of the workspace are. */
export type Named = { readonly id: string };

const list = (names: readonly string[]): string =>
  names.length > 0 ? names.map((name) => `"${name}"`).join(', ') : '(none)';

/** The options that an element carries itself. */
export const ownOptions = (element: Field['element']): Option[] => {
  if (element.type === 'radio_buttons' || element.type === 'checkboxes') return element.options;
  if (element.type === 'static_select' || element.type === 'multi_static_select')
    return element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
  return [];
};

/** @throws when no option reads like this */
export const pickOption = (options: readonly Option[], text: string, reader: Reader, where: string): Option => {
  const found = options.find((option) => readText(option.text, reader) === text);
  if (found) return found;
  throw new Error(
    `${where} has no option "${text}". It has: ${list(options.map((option) => readText(option.text, reader)))}`,
  );
};

/** One of the listed people or channels, by its handle object or by a name. @throws when it is not listed */
export const pickNamed = (
  wanted: string | Named,
  listed: readonly { id: string; names: readonly string[] }[],
  where: string,
): string => {
  const bare = typeof wanted === 'string' ? wanted.replace(/^[@#]/, '') : undefined;
  const found = listed.find((one) =>
    typeof wanted === 'string' ? one.names.includes(bare ?? '') : one.id === wanted.id,
  );
  if (found) return found.id;
  const name = typeof wanted === 'string' ? wanted : wanted.id;
  throw new Error(`${where} does not list "${name}". It lists: ${list(listed.map((one) => one.names[0] ?? one.id))}`);
};
