import { readerFor } from './directory.ts';
import { buttonLabels, type Field, fieldsOf, findField } from './find.ts';
import { ownOptions } from './options.ts';
import { readText } from './render.ts';
import { shownValue } from './shown-value.ts';
import { heldBy, type Stage } from './stage.ts';
import { suggest } from './suggest.ts';

/** A field as a person sees it. */
export type FieldSeen = {
  readonly label: string;
  readonly type: Field['element']['type'];
  /** What is entered, as it reads; '' when empty. */
  readonly value: string;
  readonly optional: boolean;
  readonly hint: string | undefined;
  readonly placeholder: string | undefined;
  /** Option texts that the element itself carries. */
  readonly options: string[];
  readonly element: Field['element'];
};

export const seeField = (stage: Stage, label: string | RegExp): FieldSeen => {
  const reader = readerFor(stage.state, stage.person);
  const field = findField(stage.blocks(), reader, label, stage.where);
  const { block, element } = field;
  return {
    label: field.labels[0] ?? '',
    type: element.type,
    value: shownValue(heldBy(stage, field), reader),
    optional: block.type === 'input' ? (block.optional ?? false) : true,
    hint: block.type === 'input' ? block.hint?.text : undefined,
    placeholder: 'placeholder' in element ? element.placeholder?.text : undefined,
    options: ownOptions(element).map((option) => readText(option.text, reader)),
    element,
  };
};

/** The option texts that a menu shows for what is typed: its own, filtered, or those that the app suggests. */
export const optionsFor = async (stage: Stage, label: string | RegExp, query: string): Promise<string[]> => {
  const reader = readerFor(stage.state, stage.person);
  const field = findField(stage.blocks(), reader, label, stage.where);
  const own = ownOptions(field.element).map((option) => readText(option.text, reader));
  if (!field.element.type.endsWith('external_select'))
    return own.filter((text) => text.toLowerCase().includes(query.toLowerCase()));
  return (await suggest(stage, field, query)).map((option) => option.text.text);
};

export const fieldLabelsOf = (stage: Stage): string[] =>
  fieldsOf(stage.blocks(), readerFor(stage.state, stage.person)).map((field) => field.labels[0] ?? '');

export const buttonLabelsOf = (stage: Stage): string[] =>
  buttonLabels(stage.blocks(), readerFor(stage.state, stage.person));
