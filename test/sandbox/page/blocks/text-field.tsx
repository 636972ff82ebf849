import type { ElementProps } from './place.ts';
import { useField } from './place.ts';

type TextTypes = 'plain_text_input' | 'email_text_input' | 'url_text_input' | 'number_input' | 'rich_text_input';

const richText = (text: string) => ({
  rich_text_value: { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] },
});

const textOf = (value: Record<string, unknown>): string => {
  if (typeof value['value'] === 'string') return value['value'];
  const found = JSON.stringify(value['rich_text_value'] ?? '').match(/"text":("(?:[^"\\]|\\.)*")/)?.[1];
  return found ? (JSON.parse(found) as string) : '';
};

const INPUT_MODES = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'decimal',
  rich_text_input: 'text',
} as const;

export const TextField = (props: ElementProps<TextTypes>) => {
  const { element, labelledBy, describedBy, fieldId } = props;
  const { value, keep, pressEnter, isSentAtOnce } = useField(props);
  const { type } = element;
  const isLong = type === 'rich_text_input' || (type === 'plain_text_input' && element.multiline === true);
  const shared = {
    id: fieldId,
    value: textOf(value),
    'aria-labelledby': labelledBy,
    'aria-describedby': describedBy,
    placeholder: element.placeholder?.text,
    autofocus: element.focus_on_load,
    maxLength: type === 'plain_text_input' ? (element.max_length ?? 3000) : undefined,
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) => {
      const text = currentTarget.value;
      keep(type === 'rich_text_input' ? { type, ...(text && richText(text)) } : { type, value: text || null });
    },
  };
  if (isLong) return <textarea rows={4} {...shared} />;
  return (
    <input
      type="text"
      inputMode={INPUT_MODES[type]}
      autocomplete="off"
      {...shared}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !isSentAtOnce) return;
        event.preventDefault();
        pressEnter();
      }}
    />
  );
};
