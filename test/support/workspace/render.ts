import type { Reader } from './dates.ts';
import type { Block, Interactive } from './kit/blocks.ts';
import type { TextObject } from './kit/composition.ts';
import type { TableCell } from './kit/tables.ts';
import { readMrkdwn } from './mrkdwn.ts';
import type { StateValue, StateValues } from './records.ts';
import { renderRichText } from './render-rich-text.ts';
import { shownValue } from './shown-value.ts';

/** Plain text is shown as it stands: an escape in it would be seen, and so is here. */
export const readText = (text: TextObject, reader: Reader): string =>
  text.type === 'plain_text' ? text.text : readMrkdwn(text.text, reader);

const chosen = (option: { value: string }, value: StateValue | undefined): boolean => {
  const one = value?.['selected_option'] as { value: string } | null | undefined;
  const many = (value?.['selected_options'] as { value: string }[] | undefined) ?? [];
  return one?.value === option.value || many.some((each) => each.value === option.value);
};

/** One element as a person sees it: `[Label]`, `( ) option`, `Label: ____`. */
const renderElement = (element: Interactive, value: StateValue | undefined, reader: Reader): string => {
  switch (element.type) {
    case 'button':
      return `[${element.text.text}]`;
    case 'overflow':
      return `[… ${element.options.map((option) => option.text.text).join(' / ')}]`;
    case 'radio_buttons':
    case 'checkboxes': {
      const [on, off] = element.type === 'checkboxes' ? ['[x]', '[ ]'] : ['(•)', '( )'];
      return element.options
        .map((option) => {
          const description = option.description ? ` (${readText(option.description, reader)})` : '';
          return `${chosen(option, value) ? on : off} ${readText(option.text, reader)}${description}`;
        })
        .join('\n');
    }
    default: {
      const placeholder = 'placeholder' in element ? element.placeholder?.text : undefined;
      return shownValue(value, reader) || `____${placeholder ? ` (${placeholder})` : ''}`;
    }
  }
};

const renderCell = (cell: TableCell, reader: Reader): string =>
  cell.type === 'rich_text' ? renderRichText(cell, reader) : cell.text;

type Shown = { readonly values?: StateValues | undefined; readonly errors?: Record<string, string> | undefined };

const renderInput = (block: Extract<Block, { type: 'input' }>, reader: Reader, shown: Shown): string => {
  const value = shown.values?.[block.block_id ?? '']?.[block.element.action_id ?? ''];
  const rendered = renderElement(block.element, value, reader);
  const separator = rendered.includes('\n') ? '\n' : ' ';
  const error = shown.errors?.[block.block_id ?? ''];
  return [
    `${block.label.text}${block.optional ? ' (optional)' : ''}:${separator}${rendered}`,
    ...(block.hint ? [`  ${block.hint.text}`] : []),
    ...(error ? [`  ⚠ ${error}`] : []),
  ].join('\n');
};

/** One block as plain text, several lines maybe. */
export const renderBlock = (block: Block, reader: Reader, shown: Shown = {}): string => {
  const entered = (element: Interactive) => shown.values?.[block.block_id ?? '']?.[element.action_id ?? ''];
  switch (block.type) {
    case 'section': {
      const { accessory } = block;
      const text = block.text ? readText(block.text, reader) : '';
      const fields = (block.fields ?? []).map((field) => readText(field, reader));
      const beside =
        accessory?.type === 'image' ? '' : accessory && renderElement(accessory, entered(accessory), reader);
      const body = [text, ...fields].filter(Boolean).join('\n');
      return beside ? `${body}${beside.includes('\n') ? '\n' : '  '}${beside}` : body;
    }
    case 'header':
      return block.text.text;
    case 'divider':
      return '---';
    case 'context':
      return block.elements
        .map((one) => (one.type === 'image' ? `[image: ${one.alt_text}]` : readText(one, reader)))
        .join('  ');
    case 'actions':
      return block.elements.map((element) => renderElement(element, entered(element), reader)).join('  ');
    case 'input':
      return renderInput(block, reader, shown);
    case 'image':
      return `[image: ${block.alt_text}]`;
    case 'rich_text':
      return renderRichText(block, reader);
    case 'alert':
      return `(${block.level ?? 'default'}) ${readText(block.text, reader)}`;
    case 'markdown':
      return block.text;
    case 'table':
    case 'data_table':
      return [
        ...('caption' in block ? [block.caption] : []),
        ...block.rows.map((row) => row.map((cell) => renderCell(cell, reader)).join(' | ')),
      ].join('\n');
  }
};

/** Blocks as plain text, the way a person reads them from top to bottom. */
export const renderBlocks = (blocks: readonly Block[], reader: Reader, shown: Shown = {}): string =>
  blocks.map((block) => renderBlock(block, reader, shown)).join('\n');
