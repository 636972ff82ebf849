import type { Usher } from '../support/usher.ts';

/** Tells pages that there is something new to see. */
export type Changes = {
  readonly note: () => void;
  readonly listen: (tell: () => void) => () => void;
  readonly stop: () => void;
};

const LOOK_MS = 150;

/** The workspace tells nobody of what happens in it, so it is looked at, which costs nothing, while a page is open. */
export const watchChanges = ({ workspace, inbox }: Usher): Changes => {
  const { state } = workspace.context;
  const listeners = new Set<() => void>();
  let deeds = 0;
  const mark = (): string => [state.activity.lastAt, state.clockOffset, inbox.mails.length, deeds].join('/');
  let seen = mark();
  const timer = setInterval(() => {
    if (listeners.size === 0 || mark() === seen) return;
    seen = mark();
    for (const tell of listeners) tell();
  }, LOOK_MS);
  return {
    note: () => {
      deeds += 1;
    },
    listen: (tell) => {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
    stop: () => clearInterval(timer),
  };
};
