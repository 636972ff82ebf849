import type { Reader } from './dates.ts';
import type { Block, Interactive } from './kit/blocks.ts';
import type { Confirm } from './kit/composition.ts';
import { interactiveOf } from './kit/rules.ts';
import { readText, renderBlock } from './render.ts';
import { isLabel, matches } from './wait.ts';

/** Something to click: a button, or one option of an overflow menu. */
export type Clickable = {
  readonly label: string;
  /** The text of the row it stands in. */
  readonly row: string;
  readonly blockId: string;
  readonly element: Extract<Interactive, { type: 'button' | 'overflow' }>;
  readonly option?: Extract<Interactive, { type: 'overflow' }>['options'][number];
};

/** Something to fill in. `labels` are the words a person could call it by, the best one first. */
export type Field = {
  readonly labels: readonly string[];
  readonly block: Block;
  readonly element: Exclude<Interactive, { type: 'button' | 'overflow' }>;
};

/** Which of several: the text of its row, or its index, counted from 0. */
export type Row = string | RegExp | number;

const SEPARATORS: ReadonlySet<string> = new Set(['actions', 'divider', 'input']);

/** What stands beside an accessory, or above a line of buttons. */
const rowText = (blocks: readonly Block[], index: number, reader: Reader): string => {
  const block = blocks[index];
  if (block?.type === 'section') return renderBlock({ ...block, accessory: undefined }, reader);
  const above: string[] = [];
  for (const one of blocks.slice(0, index).reverse()) {
    if (SEPARATORS.has(one.type)) break;
    above.unshift(renderBlock(one, reader));
    if (one.type === 'section' || one.type === 'header') break;
  }
  return above.join('\n');
};

const clickables = (blocks: readonly Block[], reader: Reader): Clickable[] =>
  blocks.flatMap((block, index) =>
    interactiveOf(block).flatMap((element): Clickable[] => {
      const place = { row: rowText(blocks, index, reader), blockId: block.block_id ?? '' };
      if (element.type === 'button') return [{ label: element.text.text, element, ...place }];
      if (element.type !== 'overflow') return [];
      return element.options.map((option) => ({ label: option.text.text, element, option, ...place }));
    }),
  );

const fieldLabels = (block: Block, element: Field['element'], reader: Reader): string[] => {
  const placeholder = 'placeholder' in element ? element.placeholder?.text : undefined;
  const beside =
    block.type === 'input' ? block.label.text : block.type === 'section' && block.text && readText(block.text, reader);
  return [beside, placeholder, element.action_id].filter((label): label is string => Boolean(label));
};

/** All fields from top to bottom. */
export const fieldsOf = (blocks: readonly Block[], reader: Reader): Field[] =>
  blocks.flatMap((block) =>
    interactiveOf(block).flatMap((element): Field[] =>
      element.type === 'button' || element.type === 'overflow'
        ? []
        : [{ labels: fieldLabels(block, element, reader), block, element }],
    ),
  );

/** The labels of everything that can be clicked. */
export const buttonLabels = (blocks: readonly Block[], reader: Reader): string[] =>
  clickables(blocks, reader).map((one) => one.label);

/** @throws with what is there instead, when there is no such button, or several and `row` does not tell which */
export const findButton = (
  blocks: readonly Block[],
  reader: Reader,
  label: string | RegExp,
  row: Row | undefined,
  where: string,
): Clickable => {
  const all = clickables(blocks, reader);
  const named = all.filter((one) => isLabel(one.label, label));
  const found =
    row === undefined
      ? named
      : typeof row === 'number'
        ? named.slice(row, row + 1)
        : named.filter((one) => matches(one.row, row));
  const [first] = found;
  if (first && found.length === 1) return first;
  const there = (found.length > 1 ? found : all)
    .map((one) => `[${one.label}]  in row: ${one.row.replaceAll('\n', ' / ')}`)
    .join('\n');
  if (first)
    throw new Error(`${where} has ${found.length} buttons [${String(label)}]; say which by { row }:\n${there}`);
  throw new Error(
    `${where} has no button [${String(label)}]${row === undefined ? '' : ` in row ${String(row)}`}. It has:\n${there || '(none)'}`,
  );
};

/** @throws with what is there instead, when there is no such field or more than one */
export const findField = (blocks: readonly Block[], reader: Reader, label: string | RegExp, where: string): Field => {
  const all = fieldsOf(blocks, reader);
  const byBest = all.filter((one) => isLabel(one.labels[0] ?? '', label));
  const found = byBest.length > 0 ? byBest : all.filter((one) => one.labels.some((each) => isLabel(each, label)));
  const [first] = found;
  if (first && found.length === 1) return first;
  const there = all.map((one) => `${one.labels[0]} (${one.element.type})`).join('\n');
  throw new Error(
    `${where} has ${found.length === 0 ? 'no' : found.length} fields "${String(label)}". It has:\n${there || '(none)'}`,
  );
};

/** The question an element asks before it acts. */
export type Question = { readonly title: string; readonly text: string; readonly yes: string; readonly no: string };

export const questionOf = (asked: Confirm, reader: Reader): Question => ({
  title: asked.title?.text ?? 'Are you sure?',
  text: readText(asked.text, reader),
  yes: asked.confirm?.text ?? 'Yes',
  no: asked.deny?.text ?? 'Cancel',
});
