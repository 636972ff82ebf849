type Work = () => Promise<void>;

/** Work that is done one after the other for each key. */
export type InTurns = (key: string, work: Work) => Promise<void>;

type Turn = { readonly underWay: Promise<void>; next: Promise<void> | undefined };

/**
 * What shows how things are now must not be overtaken by what was read before. So it begins when the one before has ended; whoever asks
 * meanwhile is served by one that has not begun yet. Another process has turns of its own.
 */
export const createInTurns = (): InTurns => {
  const turns = new Map<string, Turn>();
  const begin = (key: string, work: Work): Promise<void> => {
    const underWay = work().finally(() => {
      // The next one begins right away, and its turn takes the place of this one.
      if (!turn.next) turns.delete(key);
    });
    const turn: Turn = { underWay, next: undefined };
    turns.set(key, turn);
    return underWay;
  };
  return (key, work) => {
    const turn = turns.get(key);
    if (!turn) return begin(key, work);
    turn.next ??= turn.underWay.catch(() => undefined).then(() => begin(key, work));
    return turn.next;
  };
};
