import { type Estate, openEstate, type Running, settle } from './estate.ts';
import { type Invitee, type Ledger, openLedger } from './inviting.ts';
import { judge, reckon } from './reckoning.ts';
import { type Counter, type Ground, type Run, spread, startCounting, type Tally } from './run.ts';
import { until } from './until.ts';

const POST = 'chat.postMessage';
const ROUNDS = 10;
/** What was committed is out this long after Usher was started again. */
const OUT_WITHIN_MS = 15_000;

/** Slack and the mail server take their time, and in that time Usher is killed: it held both jobs, and has told nobody yet. */
export const killWhileSending = async (
  estate: Estate,
  ledger: Ledger,
  { usher }: Running,
  some: readonly Invitee[],
): Promise<void> => {
  const { workspace, inbox, admins } = estate;
  const [admin] = admins;
  if (!admin) throw new Error('Nobody is there to invite.');
  workspace.forget();
  for (const { person } of some) if (person) workspace.faults.swallow(POST, { to: person.id, times: 10 });
  inbox.hang('lost');
  await ledger.inviteNext(admin, some.length);
  await until('both were being sent', () => inbox.hanging() > 0 && isBeingSent(estate, some));
  usher.kill('SIGKILL');
  await usher.ended;
  workspace.faults.clear();
  inbox.hang(undefined);
};

const isBeingSent = ({ workspace }: Estate, some: readonly Invitee[]): boolean =>
  workspace.callsOf(POST).some(({ args }) => some.some(({ person }) => person?.id === args['channel']));

export const isOut = (estate: Estate, { email, person }: Invitee): boolean =>
  person ? person.messages().some(({ text }) => /invited you/.test(text)) : estate.inbox.mailsTo(email).length > 0;

const oneRound = async (estate: Estate, ledger: Ledger, running: Running, some: readonly Invitee[]) => {
  await killWhileSending(estate, ledger, running, some);
  const startedAt = performance.now();
  const next = await estate.start();
  estate.door.to([next.port]);
  await until('both were received', () => some.every((one) => isOut(estate, one)));
  return { next, outMs: performance.now() - startedAt };
};

const play = async (ground: Ground, rounds: number): Promise<Tally> => {
  const counter = startCounting();
  const estate = await openEstate({ build: await ground.build() });
  try {
    let running = await estate.start();
    estate.door.to([running.port]);
    await settle(estate);
    const ledger = openLedger(estate, rounds * 2, { impatient: 0 });
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { next, outMs } = await oneRound(estate, ledger, running, ledger.invitees.slice(round * 2, round * 2 + 2));
      running = next;
      times.push(outMs);
    }
    tellTimes(counter, times);
    // Slack and the mail server had taken nothing when it was killed: nothing may come twice.
    judge(counter, ledger, await reckon(estate, ledger), { extraMails: 0 });
    return counter.tally(rounds);
  } finally {
    await estate.stop();
  }
};

const tellTimes = (counter: Counter, times: readonly number[]): void => {
  counter.measure(`from the start to card and mail: ${spread(times)}`);
  for (const ms of times.filter((one) => one > OUT_WITHIN_MS))
    counter.violate(`card and mail went out only after ${Math.round(ms)} ms`);
};

export const killBeforeDelivery: Run = {
  name: 'kill-before-delivery',
  about: 'SIGKILL between commit and delivery: after a restart card and mail are out within 15 s, once',
  rounds: ROUNDS,
  play,
};
