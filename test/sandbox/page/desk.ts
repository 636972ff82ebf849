import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Confirm } from '../../support/workspace/kit/composition.ts';
import type { StateValue, StateValues } from '../../support/workspace/records.ts';
import type { Deed, Outcome } from '../deeds.ts';
import type { Sight } from '../sight.ts';

/** What everything on the page has at hand. */
export type Desk = {
  readonly sight: Sight;
  /** Does it; what went wrong is shown to them. Undefined when it did. */
  readonly send: (deed: Deed) => Promise<Outcome | undefined>;
  /** A question that an element asks before it acts; without one it acts at once. */
  readonly confirm: (question: Confirm | undefined, act: () => void) => void;
  /** What was entered and not sent yet, by place. */
  readonly enteredAt: (place: string) => StateValues;
  readonly keep: (place: string, blockId: string, actionId: string, value: StateValue) => StateValues;
};

const DeskContext = createContext<Desk | undefined>(undefined);

export const DeskProvider = DeskContext.Provider;

export const useDesk = (): Desk => {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('There is nothing to see yet');
  return desk;
};
