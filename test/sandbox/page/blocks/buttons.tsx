import { withEmoji } from '../emoji.ts';
import { type ElementProps, usePress } from './place.ts';

export const Button = ({ block, element, shown }: ElementProps<'button'>) => {
  const { press, isBusy } = usePress(block, element, shown);
  const look = `button ${element.style ?? ''}`;
  const label = element.accessibility_label;
  if (element.url !== undefined)
    return (
      <a class={look} href={element.url} target="_blank" rel="noreferrer" aria-label={label} onClick={() => press()}>
        {withEmoji(element.text.text)}
      </a>
    );
  return (
    // Not `disabled`, which would take the keyboard away from it.
    <button
      type="button"
      class={isBusy ? `${look} busy` : look}
      aria-label={label}
      aria-disabled={isBusy || undefined}
      onClick={() => press()}
    >
      {withEmoji(element.text.text)}
    </button>
  );
};
