import { choose, type Wish } from './choose.ts';
import type { Ground } from './ground.ts';
import { type Made, newKey, prepare, worded } from './hands.ts';
import { step } from './model.ts';
import type { Operation } from './operations.ts';
import { type Done, findOrder } from './orders.ts';
import { linesOfModel, linesOfStore, type Seen, see, without, wrongEnds } from './seen.ts';
import { type State, startState } from './state.ts';
import { readTraces, wordJobs, wordTrail } from './traces.ts';

/** Where Usher and the rules differ, with all that led to it. */
class Divergence extends Error {
  override name = 'Divergence';
}

/** How often each operation was answered how. */
export type Played = Readonly<Record<string, number>>;

type Game = {
  readonly ground: Ground;
  readonly made: Made;
  state: State;
  seen: Seen;
  readonly played: { readonly operation: Operation; readonly answer: string }[];
};

const openGame = async (ground: Ground): Promise<Game> => {
  const made = { acts: new Map(), pauses: new Map(), requests: new Map() };
  return { ground, made, state: startState(), seen: await see(ground), played: [] };
};

const tallyOf = ({ played }: Game): Played => {
  const tally: Record<string, number> = {};
  for (const { operation, answer } of played) {
    const key = `${operation.op}: ${answer.startsWith('refused') ? 'refused' : 'answered'}`;
    tally[key] = (tally[key] ?? 0) + 1;
  }
  return tally;
};

/** Plays one wish after the other, each followed by a look at all that is stored. Throws where the model says something else. */
export const playInTurn = async (ground: Ground, wishes: readonly Wish[]): Promise<Played> => {
  const game = await openGame(ground);
  for (const [index, wish] of wishes.entries()) await playOne(game, wish, `op${index}`);
  return tallyOf(game);
};

const MINUTE_MS = 60_000;

/**
 * The moment at which something begins, by the one clock: in the first half of a minute. Who is refused is noted once a minute, and what
 * takes its time over the end of one would be counted by Usher to the next, and by the rules to the one in which it began.
 */
const begin = async ({ services, deps }: Ground): Promise<Date> => {
  const at = await deps.store.now();
  const past = at.getTime() % MINUTE_MS;
  if (past < MINUTE_MS / 2) return at;
  await services.advance(`${MINUTE_MS - past} milliseconds`);
  return deps.store.now();
};

const playOne = async (game: Game, wish: Wish, id: string): Promise<void> => {
  const { ground, made } = game;
  const at = await begin(ground);
  const operation = choose(game.state, wish, at.getTime());
  if (!operation) return;
  const doIt = await prepare(ground, game.seen, made, operation);
  const { state, outcome } = step(game.state, operation, { now: at.getTime(), id });
  const doing = { id, key: newKey(), at };
  const raw = await doIt(doing);
  game.state = state;
  const traces = await readTraces(ground, [id], at);
  game.seen = traces.seen;
  const answer = worded(raw, game.seen);
  game.played.push({ operation, answer });
  const { sends, orphans } = wordJobs(traces);
  expectSame(game, 'the answer', [outcome.answer], [answer]);
  expectSame(game, 'the trail', outcome.trail, wordTrail(traces, made).get(id) ?? []);
  expectSame(game, 'the links to be sent', outcome.sends, sends);
  expectSame(game, 'what jobs speak of', [], orphans);
  expectSame(game, 'what is stored', linesOfModel(game.state), linesOfStore(game.seen));
  expectSame(game, 'the ends of links', [], wrongEnds(game.state, game.seen));
};

// What turns the world itself, or is counted by the moment in which it was done, is done between the rounds.
const alone: ReadonlySet<Operation['op']> = new Set([
  'advance',
  'send_scheduled',
  'become_guest',
  'stop_being_guest',
  'answer_pause',
]);

/** Plays wishes in rounds of so many at once. After each round there has to be an order that explains all that was seen. */
export const playAtOnce = async (ground: Ground, wishes: readonly Wish[], many: number): Promise<Played> => {
  const game = await openGame(ground);
  for (let first = 0; first < wishes.length; first += many) {
    const round = wishes.slice(first, first + many);
    await playRound(
      game,
      round.filter(({ op }) => !alone.has(op)),
      `round${first}`,
    );
    for (const [index, wish] of round.entries()) {
      if (alone.has(wish.op)) await playOne(game, wish, `alone${first + index}`);
    }
  }
  return tallyOf(game);
};

const playRound = async (game: Game, wishes: readonly Wish[], name: string): Promise<void> => {
  const { ground, made } = game;
  const at = await begin(ground);
  const now = at.getTime();
  const chosen = wishes.flatMap((wish, index) => {
    const operation = choose(game.state, wish, now);
    return operation ? [{ id: `${name}-${index}`, operation: withoutNumber(operation) }] : [];
  });
  const ready = await Promise.all(
    chosen.map(async ({ id, operation }) => ({
      id,
      operation,
      doIt: await prepare(ground, game.seen, made, operation),
    })),
  );
  const answered: { id: string; operation: Operation; raw: string }[] = [];
  // In the order in which they were answered: the one that explains most is near to it.
  await Promise.all(
    ready.map(async ({ id, operation, doIt }) => {
      answered.push({ id, operation, raw: await doIt({ id, key: newKey(), at }) });
    }),
  );
  const traces = await readTraces(
    ground,
    answered.map(({ id }) => id),
    at,
  );
  game.seen = traces.seen;
  const trail = wordTrail(traces, made);
  const done = answered.map(({ id, operation, raw }): Done => {
    const answer = worded(raw, game.seen);
    game.played.push({ operation, answer });
    return { id, now, operation, answer, trail: trail.get(id) ?? [] };
  });
  expectSame(game, 'what jobs speak of', [], wordJobs(traces).orphans);
  const stored = linesOfStore(game.seen).join('\n');
  const isStored = (state: State) =>
    linesOfModel(state).join('\n') === stored && wrongEnds(state, game.seen).length === 0;
  const found = findOrder(game.state, done, isStored);
  if (!found) throw new Divergence(unexplained(game, done));
  game.state = found.state;
};

/** Nobody can type the number of an act that another one of theirs is counted into at the same moment. */
const withoutNumber = (operation: Operation): Operation =>
  'number' in operation ? { ...operation, number: null } : operation;

const unexplained = (game: Game, done: readonly Done[]): string =>
  [
    'No order of these operations explains what was answered and what is stored.',
    ...done.map(
      ({ id, operation, answer, trail }) => `  ${id} ${JSON.stringify(operation)} → ${answer} [${trail.join('; ')}]`,
    ),
    'Stored, and not so before:',
    ...without(linesOfStore(game.seen), linesOfModel(game.state)).map((line) => `  + ${line}`),
    ...without(linesOfModel(game.state), linesOfStore(game.seen)).map((line) => `  - ${line}`),
  ].join('\n');

const expectSame = (game: Game, what: string, model: readonly string[], usher: readonly string[]): void => {
  const [missing, extra] = [without(model, usher), without(usher, model)];
  if (missing.length + extra.length === 0) return;
  const steps = game.played.map(
    ({ operation, answer }, index) => `  ${index + 1}. ${JSON.stringify(operation)} → ${answer}`,
  );
  throw new Divergence(
    [
      `They differ in ${what}.`,
      `  the rules: ${missing.join('; ') || '-'}`,
      `  Usher: ${extra.join('; ') || '-'}`,
      'After these operations:',
      ...steps,
    ].join('\n'),
  );
};
