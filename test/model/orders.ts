import { step } from './model.ts';
import type { Operation } from './operations.ts';
import type { State } from './state.ts';

/** One of several operations that were under way at once, with what it was answered and what it left in the trail. */
export type Done = {
  readonly id: string;
  readonly now: number;
  readonly operation: Operation;
  readonly answer: string;
  readonly trail: readonly string[];
};

// More than any round took in which an order was found.
const MOST_TRIES = 20_000;

/**
 * Looks for an order in which the model gives each of these operations the answer and the trail that it had, and in the end the state
 * that is stored. Undefined: no order explains what was seen. Most operations do not touch each other, so few orders are gone through.
 */
export const findOrder = (
  start: State,
  done: readonly Done[],
  /** Whether this is what is stored. */
  isStored: (state: State) => boolean,
): { readonly state: State; readonly order: readonly string[] } | undefined => {
  const deadEnds = new Set<string>();
  let tries = 0;
  const search = (state: State, left: readonly Done[], order: readonly string[]): ReturnType<typeof findOrder> => {
    tries += 1;
    if (tries > MOST_TRIES) return undefined;
    if (left.length === 0) return isStored(state) ? { state, order } : undefined;
    const key = `${left.map(({ id }) => id).join()} ${JSON.stringify(state)}`;
    if (deadEnds.has(key)) return undefined;
    for (const one of left) {
      const next = step(state, one.operation, { now: one.now, id: one.id });
      if (toldAlike(one, next.outcome.answer) !== toldAlike(one, one.answer)) continue;
      if (!isSame(next.outcome.trail, one.trail)) continue;
      const found = search(
        next.state,
        left.filter((other) => other !== one),
        [...order, one.id],
      );
      if (found) return found;
    }
    deadEnds.add(key);
    return undefined;
  };
  return search(start, done, []);
};

/**
 * Who waited for the row of an invitation that was accepted meanwhile reads that it was; that there is a member now they may not see
 * yet. Both are true, and one is told. Whoever says twice at once who they are is bound
 * once, as the trail has it, and hears that they are or that there is nothing left to do.
 */
const toldAlike = ({ operation }: Done, answer: string): string => {
  if (operation.op === 'invite' || operation.op === 'approve_request') return answer;
  return answer
    .replaceAll('already_member', 'already_accepted')
    .replace(/^refused: (already_bound|nothing_to_bind)$/, 'bound');
};

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((entry, index) => entry === other[index]);
