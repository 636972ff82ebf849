import type { Outcome } from './access.ts';
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

type Found = { readonly state: State; readonly order: readonly string[] };

// More than any round took in which an order was found.
const MOST_TRIES = 20_000;

/**
 * Looks for an order in which the model gives each of these operations the answer and the trail that it had, and in the end the state
 * that is stored. Undefined: no order explains what was seen. They are given in the order in which they were answered, and few of them
 * were done in another one: orders that differ from it in one place come first, then those that differ in two. Whatever follows one
 * that is wrong is as much as all that is left can be ordered.
 */
export const findOrder = (
  start: State,
  done: readonly Done[],
  /** Whether this is what is stored. */
  isStored: (state: State) => boolean,
): Found | undefined =>
  firstOf([0, 1, 2, Number.POSITIVE_INFINITY], (turns) =>
    search({ start, done, isStored, turns, isHopeless: isTooLate }),
  ) ?? search({ start, done, isStored, turns: Number.POSITIVE_INFINITY, isHopeless: () => false });

type Next = { readonly one: Done; readonly state: State; readonly outcome: Outcome };

type Search = {
  readonly start: State;
  readonly done: readonly Done[];
  readonly isStored: (state: State) => boolean;
  /** In how many places another one may come than the first that fits. */
  readonly turns: number;
  readonly isHopeless: (one: Next, others: readonly Next[]) => boolean;
};

const search = ({ start, done, isStored, turns, isHopeless }: Search): Found | undefined => {
  const deadEnds = new Map<string, number>();
  let tries = 0;
  const goOn = (
    state: State,
    left: readonly Done[],
    order: readonly string[],
    turnsLeft: number,
  ): Found | undefined => {
    tries += 1;
    if (tries > MOST_TRIES) return undefined;
    if (left.length === 0) return isStored(state) ? { state, order } : undefined;
    const key = keyOf(state, left);
    if ((deadEnds.get(key) ?? -1) >= turnsLeft) return undefined;
    const next = left.map((one): Next => ({ one, ...play(state, one) }));
    const fitting = next.filter(fits);
    const found = next.some((one) => !fits(one) && isHopeless(one, fitting))
      ? undefined
      : firstOf(turnsLeft > 0 ? fitting : fitting.slice(0, 1), (each) =>
          goOn(each.state, without(left, each.one), [...order, each.one.id], turnsLeft - Number(each !== fitting[0])),
        );
    if (!found) deadEnds.set(key, turnsLeft);
    return found;
  };
  return goOn(start, done, [], turns);
};

const play = (state: State, { operation, now, id }: Done) => step(state, operation, { now, id });

const without = (left: readonly Done[], one: Done): Done[] => left.filter((other) => other !== one);

const firstOf = <T, R>(list: readonly T[], look: (one: T) => R | undefined): R | undefined => {
  for (const one of list) {
    const found = look(one);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Who was refused first makes no difference. */
const keyOf = (state: State, left: readonly Done[]): string =>
  `${left.map(({ id }) => id).join()} ${JSON.stringify({ ...state, refusals: state.refusals.toSorted() })}`;

const fits = ({ one, outcome }: Next): boolean =>
  toldAlike(one, outcome.answer) === toldAlike(one, one.answer) && isSame(outcome.trail, one.trail);

/** What does not fit now, and none of those that could come before it changes that: something came that it had come before. */
const isTooLate = ({ one, outcome }: Next, others: readonly Next[]): boolean =>
  others.every((other) => {
    const later = play(other.state, one).outcome;
    return later.answer === outcome.answer && isSame(later.trail, outcome.trail);
  });

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
