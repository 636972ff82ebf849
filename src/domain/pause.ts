/** Rule 11: so many deactivations, removals and demotions by one actor go through in ten minutes; the next one is paused. */
export const freeActs = 5;

export const pauseMinutes = 10;

const PAUSE = pauseMinutes * 60_000;

/** What is known of one actor inside the transaction that would write. */
export type PauseFacts = {
  /** When the acts of the last ten minutes were, oldest first; none from before the last go-ahead. */
  readonly acts: readonly Date[];
  /** The newest question to other admins of these ten minutes that was not answered by a yes. */
  readonly ask: { readonly at: Date; readonly declinedAt: Date | null; readonly declinedBy: string | null } | null;
  /** Whether there is another admin whom Slack can reach. */
  readonly hasOtherAdmin: boolean;
};

/** Another admin was asked, or said no: nothing was done. */
export type Paused =
  | { readonly kind: 'asked'; readonly at: Date }
  | { readonly kind: 'declined'; readonly at: Date; readonly by: string | null; readonly againAt: Date };

export type PauseDecision =
  | { readonly kind: 'go_on' }
  | { readonly kind: 'confirmed'; readonly number: number }
  | { readonly kind: 'number_needed'; readonly number: number }
  | { readonly kind: 'ask' }
  | Paused;

/** `typed`: the number that an only admin has typed to go on. */
export const decidePause = ({ acts, ask, hasOtherAdmin }: PauseFacts, typed: number | null): PauseDecision => {
  if (acts.length < freeActs) return { kind: 'go_on' };
  if (!hasOtherAdmin) {
    const number = acts.length + 1;
    return typed === number ? { kind: 'confirmed', number } : { kind: 'number_needed', number };
  }
  if (!ask) return { kind: 'ask' };
  if (!ask.declinedAt) return { kind: 'asked', at: ask.at };
  // One of the acts has to become older than ten minutes before there is room for another.
  const oldest = acts[acts.length - freeActs] ?? ask.at;
  return { kind: 'declined', at: ask.declinedAt, by: ask.declinedBy, againAt: new Date(oldest.getTime() + PAUSE) };
};

/** After these minutes there is room for further acts anyway, and nothing is left to decide. */
export const isPauseOpen = (askedAt: Date, now: Date): boolean => now.getTime() - askedAt.getTime() < PAUSE;
