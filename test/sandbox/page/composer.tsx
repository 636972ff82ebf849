import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Hint } from '../sight.ts';
import { useDesk, useTour } from './desk.ts';
import { suggestionsFor, usageOf } from './suggestions.ts';

type ComposerProps = { readonly channel: string; readonly name: string };

/** What is typed, and how it could go on: the arrow keys choose, Tab takes, Escape puts the list away, Enter sends. */
const useTyped = (channel: string) => {
  const { sight, send } = useDesk();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(-1);
  const [isAway, setAway] = useState(false);
  const offered = isAway ? [] : suggestionsFor(typed, sight);
  const change = (text: string): void => {
    setTyped(text);
    setAt(-1);
    setAway(false);
  };
  const say = (): void => {
    if (typed.trim() === '') return;
    void send({ do: 'type', as: sight.me, in: channel, text: typed.trim() });
    change('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const take = offered[Math.max(at, 0)];
    if (event.key === 'ArrowDown' && offered.length > 0) setAt((at + 1) % offered.length);
    else if (event.key === 'ArrowUp' && offered.length > 0) setAt((at - 1 + offered.length) % offered.length);
    else if (event.key === 'Tab' && !event.shiftKey && take) change(take.text);
    else if (event.key === 'Escape' && offered.length > 0) setAway(true);
    else if (event.key === 'Enter' && !event.shiftKey) {
      if (at >= 0 && take) change(take.text);
      else say();
    } else return;
    event.preventDefault();
  };
  return { typed, change, say, offered, at, onKeyDown };
};

const Offered = ({ id, offered, at, take }: { id: string; offered: Hint[]; at: number; take: (one: Hint) => void }) => (
  <div class="menu" role="listbox" id={id} aria-label="How it could go on">
    {offered.map((hint, index) => (
      <div
        role="option"
        tabIndex={-1}
        id={`${id}-${index}`}
        aria-selected={index === at}
        key={hint.text}
        onMouseDown={(event) => {
          event.preventDefault();
          take(hint);
        }}
      >
        <strong>{hint.usage}</strong> <span>{hint.does}</span>
      </div>
    ))}
  </div>
);

/** A command that was proposed stands in the field, for them to send. */
const useProposal = (channel: string, change: (text: string) => void) => {
  const { sight } = useDesk();
  const { proposal, takeProposal } = useTour();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (proposal === undefined || channel !== sight.direct) return;
    change(proposal);
    takeProposal();
    field.current?.focus();
  }, [proposal]);
  return field;
};

export const Composer = ({ channel, name }: ComposerProps) => {
  const { sight, send } = useDesk();
  const { typed, change, say, offered, at, onKeyDown } = useTyped(channel);
  const list = useId();
  const usage = usageOf(typed, sight);
  const field = useProposal(channel, change);
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        say();
      }}
    >
      {offered.length > 0 && <Offered id={list} offered={offered} at={at} take={(hint) => change(hint.text)} />}
      {usage && offered.length === 0 && <p class="usage">{usage}</p>}
      <div class="composer-line">
        <input
          type="text"
          ref={field}
          role="combobox"
          autocomplete="off"
          aria-label={`Message ${name}`}
          aria-expanded={offered.length > 0}
          aria-controls={list}
          aria-activedescendant={at >= 0 ? `${list}-${at}` : undefined}
          placeholder={`Message ${name}, or type / for commands`}
          value={typed}
          onInput={({ currentTarget }) => change(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" class="button primary">
          Send
        </button>
      </div>
      <div class="composer-more">
        <details class="shortcuts">
          <summary>Shortcuts</summary>
          {sight.hints.shortcuts.map(({ id, name: label, does }) => (
            <button
              type="button"
              class="button"
              key={id}
              title={does}
              onClick={() => void send({ do: 'use_shortcut', as: sight.me, shortcut: id })}
            >
              {label}
            </button>
          ))}
        </details>
        {channel === sight.direct && <DropFile />}
      </div>
    </form>
  );
};

const DropFile = () => {
  const { sight, send } = useDesk();
  return (
    <label class="button drop">
      Send Usher a CSV file
      <input
        class="unseen"
        type="file"
        accept=".csv"
        onChange={async ({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (!file) return;
          const content = await file.text();
          currentTarget.value = '';
          void send({ do: 'drop_file', as: sight.me, file: { name: file.name, content } });
        }}
      />
    </label>
  );
};
