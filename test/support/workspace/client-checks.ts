import type { Block, InputBlock } from './kit/blocks.ts';
import type { StateValue, StateValues } from './records.ts';

const held = (value: StateValue | undefined): unknown =>
  Object.entries(value ?? {}).find(([key]) => key !== 'type')?.[1];

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const numberError = (
  element: Extract<InputBlock['element'], { type: 'number_input' }>,
  text: string,
): string | undefined => {
  const number = Number(text);
  if (!/^-?\d+(\.\d+)?$/.test(text) || (!element.is_decimal_allowed && !Number.isInteger(number)))
    return 'Please enter a valid number.';
  if (number < Number(element.min_value ?? -Infinity)) return `The number must be at least ${element.min_value}.`;
  if (number > Number(element.max_value ?? Infinity)) return `The number must be at most ${element.max_value}.`;
  return undefined;
};

const formatError = (element: InputBlock['element'], text: string): string | undefined => {
  switch (element.type) {
    case 'plain_text_input':
      return text.length < (element.min_length ?? 0) ? `Must be at least ${element.min_length} characters.` : undefined;
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(text) ? undefined : 'Please enter a valid URL.';
    case 'number_input':
      return numberError(element, text);
    default:
      return undefined;
  }
};

/** What Slack's client says before it submits anything, by block id: required fields, lengths, formats. */
export const clientErrors = (blocks: readonly Block[], values: StateValues): Record<string, string> => {
  const errors: Record<string, string> = {};
  for (const block of blocks) {
    if (block.type !== 'input') continue;
    const blockId = block.block_id ?? '';
    const value = held(values[blockId]?.[block.element.action_id ?? '']);
    if (isBlank(value)) {
      if (!block.optional) errors[blockId] = 'Please complete this required field.';
      continue;
    }
    const error = typeof value === 'string' ? formatError(block.element, value) : undefined;
    if (error) errors[blockId] = error;
  }
  return errors;
};
