import { setTimeout as sleep } from 'node:timers/promises';
import type { MainProcess } from '../support/main-process.ts';
import { type Estate, openEstate, type Running, settle } from './estate.ts';
import { type Ledger, openLedger } from './inviting.ts';
import { judge, reckon } from './reckoning.ts';
import { type Counter, type Ground, type Run, spread, startCounting, type Tally } from './run.ts';

const STOPS = 50;
const ADMINS = 3;

/** How Usher is asked to stop. `terminal`: as Ctrl-C does it, which reaches everything that the terminal runs in the foreground. */
type Way = 'SIGTERM' | 'terminal';

export const stopBy: Readonly<Record<Way, (usher: MainProcess) => void>> = {
  SIGTERM: (usher) => usher.kill('SIGTERM'),
  // Twice: once by the terminal, and a moment later by npm, which passes on to its child what has reached that already.
  terminal: (usher) => {
    if (usher.pid) process.kill(-usher.pid, 'SIGINT');
    setTimeout(() => usher.kill('SIGINT'), 50);
  },
};

const startIn = async (estate: Estate, way: Way): Promise<Running> => {
  const usher = estate.launch({ ownGroup: way === 'terminal' });
  const { port } = await usher.says('Usher is ready.');
  estate.door.to([Number(port)]);
  return { port: Number(port), usher };
};

const oneStop = async (estate: Estate, ledger: Ledger, way: Way, counter: Counter): Promise<number> => {
  const { usher } = await startIn(estate, way);
  const inviting = estate.admins.map((admin) => ledger.inviteNext(admin, 2));
  await sleep(Math.random() * 1500);
  const askedAt = performance.now();
  stopBy[way](usher);
  await checkEnd(usher, estate, counter);
  const tookMs = performance.now() - askedAt;
  const next = await startIn(estate, way);
  await Promise.all(inviting);
  stopBy[way](next.usher);
  await checkEnd(next.usher, estate, counter);
  return tookMs;
};

/** `isCalm`: nothing went wrong before the stop either. */
export const checkEnd = async (
  { ended }: MainProcess,
  estate: Estate,
  counter: Counter,
  isCalm = true,
): Promise<void> => {
  const { code, errors, log } = await ended;
  counter.see(`exit code ${code}`);
  if (code !== 0) counter.violate(`it ended with ${code}: ${errors}`);
  if (log.at(-1)?.msg !== 'Stopped.') counter.violate(`its last words were: ${log.at(-1)?.msg}`);
  for (const { msg, err } of log.filter(({ level }) => isCalm && level >= 50))
    counter.violate(`it logged: ${msg} ${JSON.stringify(err)}`);
  if (await estate.hasDatabase()) counter.violate('its PostgreSQL was left behind');
};

const play =
  (way: Way) =>
  async (ground: Ground, stops: number): Promise<Tally> => {
    const counter = startCounting();
    const estate = await openEstate({ build: await ground.build(), admins: ADMINS });
    try {
      const first = await startIn(estate, way);
      await settle(estate);
      stopBy[way](first.usher);
      await checkEnd(first.usher, estate, counter);
      const ledger = openLedger(estate, stops * ADMINS * 2);
      const times: number[] = [];
      for (let stop = 0; stop < stops; stop += 1) times.push(await oneStop(estate, ledger, way, counter));
      counter.measure(`from the signal to the end: ${spread(times)}`);
      await startIn(estate, way);
      judge(counter, ledger, await reckon(estate, ledger), { extraMails: 0 });
      return counter.tally(stops);
    } finally {
      await estate.stop();
    }
  };

export const terminations: Run = {
  name: 'sigterm',
  about: 'SIGTERM while admins invite: exit code 0, nothing lost, nothing twice, no PostgreSQL left behind',
  rounds: STOPS,
  play: play('SIGTERM'),
};

export const interrupts: Run = {
  name: 'ctrl-c',
  about: 'Ctrl-C in a terminal while admins invite: the same',
  rounds: STOPS,
  play: play('terminal'),
};

/** At any moment of it, of the first one, which makes the database, as of those that find one. */
const playStarts = async (ground: Ground, stops: number): Promise<Tally> => {
  const counter = startCounting();
  const estate = await openEstate({ build: await ground.build() });
  try {
    // What is loaded before the first line takes its time on a busy machine; the moments are chosen behind it.
    let startMs = 3_000;
    for (let stop = 0; stop < stops; stop += 1) {
      if (stop % 5 === 1) startMs = await measureStart(estate, counter);
      const usher = estate.launch({ ownGroup: true });
      await sleep(startMs * (0.4 + Math.random() * 0.7));
      stopBy[stop % 2 === 0 ? 'terminal' : 'SIGTERM'](usher);
      const { log } = await usher.ended;
      // Before its first line it has opened nothing, and ends as any program does.
      if (log.length > 0) await checkEnd(usher, estate, counter);
      else counter.see('ended before it began');
    }
    await estate.start();
    return counter.tally(stops);
  } finally {
    await estate.stop();
  }
};

const measureStart = async (estate: Estate, counter: Counter): Promise<number> => {
  const startedAt = performance.now();
  const { usher } = await startIn(estate, 'SIGTERM');
  const startMs = performance.now() - startedAt;
  stopBy.SIGTERM(usher);
  await checkEnd(usher, estate, counter);
  return startMs;
};

export const stopsDuringStart: Run = {
  name: 'stop-during-start',
  about:
    'SIGTERM and Ctrl-C at any moment of a start: exit code 0, no PostgreSQL left behind, and the next start is as any other',
  rounds: STOPS,
  play: playStarts,
};
