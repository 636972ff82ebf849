import { useEffect, useId, useState } from 'preact/hooks';

export type Pick = { readonly key: string; readonly label: string };

type PickerProps = {
  readonly chosen: readonly Pick[];
  readonly isMany: boolean;
  readonly most?: number | undefined;
  readonly placeholder?: string | undefined;
  /** From how many letters on there is something to choose. */
  readonly least?: number;
  readonly load: (query: string) => Promise<readonly Pick[]>;
  readonly onChange: (chosen: readonly Pick[]) => void;
  readonly labelledBy?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly fieldId?: string | undefined;
};

const PAUSE_MS = 200;

/** What is offered for what is typed; the answer to an earlier query is not shown for a later one. */
const useOffered = (query: string, isOpen: boolean, { least = 0, load }: PickerProps) => {
  const [offered, setOffered] = useState<{ query: string; picks: readonly Pick[] }>();
  useEffect(() => {
    if (!isOpen || query.length < least) return undefined;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const picks = await load(query);
      if (isCurrent) setOffered({ query, picks });
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [query, isOpen]);
  return query.length >= least && offered?.query === query ? offered.picks : undefined;
};

/** At the lower end of a window a menu would be cut off. */
const intoView = (menu: HTMLElement | null): void => menu?.scrollIntoView({ block: 'nearest' });

/** A menu that is searched, with what was chosen as chips: for options that are loaded, people, channels, and several at once. */
export const Picker = (props: PickerProps) => {
  const { chosen, isMany, most, least = 0, placeholder, onChange } = props;
  const [query, setQuery] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const list = useId();
  const offered = useOffered(query, isOpen, props);
  const left = (offered ?? []).filter(({ key }) => !chosen.some((one) => one.key === key));
  const pick = (one: Pick | undefined): void => {
    if (!one || (most !== undefined && isMany && chosen.length >= most)) return;
    onChange(isMany ? [...chosen, one] : [one]);
    setQuery('');
    setOpen(isMany);
    setAt(0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, left.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.key === 'Enter' && isOpen) pick(left[at]);
    else if (event.key === 'Escape' && isOpen) setOpen(false);
    else if (event.key === 'Backspace' && query === '' && chosen.length > 0) onChange(chosen.slice(0, -1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      class="picker"
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) setOpen(false);
      }}
    >
      {chosen.map((one) => (
        <span class="chip" key={one.key}>
          {one.label}
          <button
            type="button"
            aria-label={`Take out ${one.label}`}
            onClick={() => onChange(chosen.filter(({ key }) => key !== one.key))}
          >
            ×
          </button>
        </span>
      ))}
      <input
        type="text"
        id={props.fieldId}
        role="combobox"
        autocomplete="off"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-labelledby={props.labelledBy}
        aria-label={props.labelledBy ? undefined : (placeholder ?? 'Search')}
        aria-describedby={props.describedBy}
        aria-activedescendant={isOpen && left[at] ? `${list}-${at}` : undefined}
        value={query}
        placeholder={chosen.length > 0 ? '' : (placeholder ?? 'Search')}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onInput={({ currentTarget }) => {
          setQuery(currentTarget.value);
          setAt(0);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      {isOpen && (
        <div class="menu" role="listbox" id={list} aria-label="Options" ref={intoView}>
          {left.map((one, index) => (
            // The keyboard is at the field above, which moves through them.
            <div
              role="option"
              tabIndex={-1}
              id={`${list}-${index}`}
              aria-selected={index === at}
              key={one.key}
              onMouseDown={(event) => {
                event.preventDefault();
                pick(one);
              }}
            >
              {one.label}
            </div>
          ))}
          {left.length === 0 && (
            <div role="option" aria-selected={false} aria-disabled class="none" tabIndex={-1}>
              {query.length < least ? `Type ${least} letters or more` : offered ? 'Nothing found' : 'Loading…'}
            </div>
          )}
        </div>
      )}
    </div>
  );
};
