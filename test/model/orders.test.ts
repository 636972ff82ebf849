import { describe, expect, it } from 'vitest';
import { step } from './model.ts';
import type { Operation } from './operations.ts';
import { type Done, findOrder } from './orders.ts';
import { linesOfModel } from './seen.ts';
import { type State, startState } from './state.ts';

const now = Date.UTC(2026, 10, 25, 12);
const terms = { role: 'Member', primary: 'Sales', others: [], products: [], permissions: [] };
const invite = (by: number, person: number): Operation => ({
  op: 'invite',
  by,
  whom: [{ person, isPicked: false, isNamed: false }],
  terms,
  laterHours: null,
});

/** What these come to, one after the other. */
const playedIn = (start: State, operations: readonly Operation[], name: string) => {
  let state = start;
  const done = operations.map((operation, index): Done => {
    const id = `${name}${index}`;
    const { outcome, state: next } = step(state, operation, { now, id });
    state = next;
    return { id, now, operation, answer: outcome.answer, trail: outcome.trail };
  });
  return { state, done };
};

const apart: readonly Operation[] = [9, 10, 11, 12, 20, 21, 22].map((person) => invite(2, person));
const refused: readonly Operation[] = [5, 6, 7, 8, 9, 10, 11].map((by) => ({ op: 'create_team', by, team: 'Studio' }));
const lines = (state: State): string => [...linesOfModel(state), JSON.stringify(state.settings)].join('\n');

describe('an order that explains what was seen', () => {
  const start = playedIn(startState(), [invite(1, 19)], 'before').state;
  const [{ id, generation } = { id: '', generation: 0 }] = start.invitations;
  const caps = [10, 20].map((reinviteCap): Operation => ({ op: 'change_settings', by: 1, change: { reinviteCap } }));

  it.each<[string, readonly Operation[], readonly string[]]>([
    [
      'what was answered tells which came first',
      [
        { op: 'allow', id, by: null },
        { op: 'decline_link', link: { id, generation }, isStop: true },
      ],
      ['allowed before', 'declined'],
    ],
    ['only what is stored in the end does', caps, ['changed', 'changed']],
  ])('is found among many that have nothing to do with it, where %s', (_where, both, answers) => {
    const { state, done } = playedIn(start, [...both, ...apart, ...refused], 'op');
    const [first, second, ...others] = done;
    if (!first || !second) throw new Error('Nothing was done');
    expect([first.answer, second.answer]).toEqual(answers);
    const isStored = (one: State) => lines(one) === lines(state);
    const order = findOrder(start, [second, ...others, first], isStored)?.order ?? [];
    expect(order).toHaveLength(done.length);
    expect(order.indexOf(first.id)).toBeLessThan(order.indexOf(second.id));
    expect(findOrder(start, [second, { ...first, answer: 'something else' }], isStored)).toBeUndefined();
  });
});
