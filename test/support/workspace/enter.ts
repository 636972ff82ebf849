import { readerFor } from './directory.ts';
import { type Filling, type Step, stepsFor, type Wish } from './fill.ts';
import { type Field, findField } from './find.ts';
import type { Block, Interactive } from './kit/blocks.ts';
import type { Delivery, StateValue } from './records.ts';
import { act, ask, heldBy, keepValue, type Stage } from './stage.ts';
import { suggest } from './suggest.ts';
import { effortOf } from './tokens.ts';
import { initialValue } from './values.ts';

export type FillOptions = {
  readonly confirm?: boolean;
  /** Press Enter afterwards. */
  readonly enter?: boolean;
  /** The text is pasted: it costs one key. */
  readonly pasted?: boolean;
};

const keyOf = (block: Block, element: Interactive): string => `${block.block_id}/${element.action_id}`;

/** When a change of this field is sent at once. */
export const dispatchesOn = ({ block, element }: Pick<Field, 'block' | 'element'>): readonly string[] => {
  if (block.type !== 'input') return ['change'];
  if (!block.dispatch_action) return [];
  if (!('value' in initialValue(element))) return ['change'];
  const configured =
    'dispatch_action_config' in element ? element.dispatch_action_config?.trigger_actions_on : undefined;
  return configured ?? ['on_enter_pressed'];
};

const spend = (stage: Stage, step: Step, field: Field, options: FillOptions): void => {
  const effort = effortOf(stage.state, stage.person.id);
  const key = keyOf(field.block, field.element);
  const isTyped = 'value' in step.value;
  effort.keys += options.pasted ? 1 : step.keys;
  effort.clicks += step.clicks + (isTyped && stage.focus.key !== key ? 1 : 0);
  if (isTyped) stage.focus.key = key;
};

const unchanged = (a: StateValue, b: StateValue): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Fills a field in, and sends what the element dispatches. Returns the last thing that was sent. */
export const fill = async (
  stage: Stage,
  label: string | RegExp,
  wish: Wish,
  options: FillOptions,
): Promise<Delivery | undefined> => {
  const reader = readerFor(stage.state, stage.person);
  const field = findField(stage.blocks(), reader, label, stage.where);
  const where = `${stage.where}: "${field.labels[0]}"`;
  const now = heldBy(stage, field);
  const filling: Filling = { ...stage, where, reader, now, suggest: (query) => suggest(stage, field, query) };
  const steps = await stepsFor(field.element, wish, filling);
  const triggers = dispatchesOn(field);
  const ids = { block_id: field.block.block_id ?? '', action_id: field.element.action_id ?? '' };
  let last: Delivery | undefined;
  for (const step of steps.filter((one) => !unchanged(one.value, now))) {
    spend(stage, step, field, options);
    if (triggers.includes('change')) {
      ask(stage, field.element, String(label), options.confirm);
      if (options.confirm === false) return last;
    }
    keepValue(stage, field, step.value);
    if (triggers.includes('change') || triggers.includes('on_character_entered'))
      last = await act(stage, { ...step.value, ...ids });
  }
  if (options.enter) {
    effortOf(stage.state, stage.person.id).keys += 1;
    if (triggers.includes('on_enter_pressed')) last = await act(stage, { ...heldBy(stage, field), ...ids });
  }
  return last;
};
