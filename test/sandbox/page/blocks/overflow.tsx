import { useEffect, useRef, useState } from 'preact/hooks';
import { withEmoji } from '../emoji.ts';
import { SAFE_LINK } from '../mrkdwn.tsx';
import { type ElementProps, usePress } from './place.ts';

/** A menu that is opened, and its entries: the arrow keys go through them, Escape closes it and goes back. */
const useMenu = () => {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const entries = (): HTMLElement[] => [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  useEffect(() => {
    if (!isOpen) return;
    menu.current?.scrollIntoView({ block: 'nearest' });
    entries()[0]?.focus();
  }, [isOpen]);
  const close = (): void => {
    setOpen(false);
    opener.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isOpen) return;
    const all = entries();
    const at = all.findIndex((one) => one.matches(':focus'));
    if (event.key === 'ArrowDown') all[(at + 1) % all.length]?.focus();
    else if (event.key === 'ArrowUp') all.at(at - 1)?.focus();
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { isOpen, setOpen, opener, menu, close, onKeyDown };
};

type Option = ElementProps<'overflow'>['element']['options'][number];

const Entry = ({ option, choose }: { option: Option; choose: () => void }) => {
  const text = (
    <>
      {withEmoji(option.text.text)}
      {option.description && <small>{withEmoji(option.description.text)}</small>}
    </>
  );
  return option.url !== undefined && SAFE_LINK.test(option.url) ? (
    <a role="menuitem" tabIndex={-1} href={option.url} target="_blank" rel="noreferrer" onClick={choose}>
      {text}
    </a>
  ) : (
    <button type="button" role="menuitem" tabIndex={-1} onClick={choose}>
      {text}
    </button>
  );
};

export const Overflow = ({ block, element, shown }: ElementProps<'overflow'>) => {
  const { isOpen, setOpen, opener, menu, close, onKeyDown } = useMenu();
  const { press, isBusy } = usePress(block, element, shown);
  return (
    <div
      class="overflow"
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) setOpen(false);
      }}
    >
      <button
        type="button"
        ref={opener}
        class={isBusy ? 'button busy' : 'button'}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label="More actions"
        onClick={() => setOpen(!isOpen)}
        onKeyDown={onKeyDown}
      >
        ⋯
      </button>
      {isOpen && (
        <div class="menu" role="menu" aria-label="More actions" ref={menu} onKeyDown={onKeyDown}>
          {element.options.map((option, index) => (
            <Entry
              key={option.value}
              option={option}
              choose={() => {
                close();
                press(index);
              }}
            />
          ))}
        </div>
      )}
    </div>
  );
};
