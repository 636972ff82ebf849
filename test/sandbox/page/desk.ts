import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Confirm } from '../../support/workspace/kit/composition.ts';
import type { StateValue, StateValues } from '../../support/workspace/records.ts';
import type { Deed, Outcome } from '../deeds.ts';
import type { Sight } from '../sight.ts';
import type { News } from './use-news.ts';

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

/** Where on the page somebody is, and what is new elsewhere. */
export type Tour = {
  /** Id of a channel or DM, or `home`, `inbox`, `traffic`. */
  readonly where: string;
  readonly go: (place: string) => void;
  readonly actAs: (person: string) => void;
  readonly news: News;
  /** Puts a text into the field below the messages with Usher, for them to send. */
  readonly propose: (text: string) => void;
  /** What was proposed and is not in the field yet. */
  readonly proposal: string | undefined;
  readonly takeProposal: () => void;
};

const DeskContext = createContext<Desk | undefined>(undefined);

const TourContext = createContext<Tour | undefined>(undefined);

export const TourProvider = TourContext.Provider;

export const useTour = (): Tour => {
  const tour = useContext(TourContext);
  if (!tour) throw new Error('There is nowhere to go yet');
  return tour;
};

export const DeskProvider = DeskContext.Provider;

export const useDesk = (): Desk => {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('There is nothing to see yet');
  return desk;
};
