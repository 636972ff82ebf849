import { useState } from 'preact/hooks';
import { useDesk } from '../desk.ts';
import { withEmoji } from '../emoji.ts';
import { type ElementProps, pressOf } from './place.ts';

export const Button = ({ block, element, shown }: ElementProps<'button'>) => {
  const press = pressOf(useDesk(), block, element, shown);
  const look = `button ${element.style ?? ''}`;
  const label = element.accessibility_label;
  if (element.url !== undefined)
    return (
      <a class={look} href={element.url} target="_blank" rel="noreferrer" aria-label={label} onClick={() => press()}>
        {withEmoji(element.text.text)}
      </a>
    );
  return (
    <button type="button" class={look} aria-label={label} onClick={() => press()}>
      {withEmoji(element.text.text)}
    </button>
  );
};

export const Overflow = ({ block, element, shown }: ElementProps<'overflow'>) => {
  const [isOpen, setOpen] = useState(false);
  const press = pressOf(useDesk(), block, element, shown);
  return (
    <div class="overflow">
      <button
        type="button"
        class="button"
        aria-expanded={isOpen}
        aria-label="More actions"
        onClick={() => setOpen(!isOpen)}
      >
        ⋯
      </button>
      {isOpen && (
        <ul class="menu">
          {element.options.map((option, index) => (
            <li key={option.value}>
              <button
                type="button"
                onClick={() => {
                  setOpen(false);
                  press(index);
                }}
              >
                {withEmoji(option.text.text)}
                {option.description && <small>{option.description.text}</small>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
