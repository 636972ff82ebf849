import { setTimeout as sleep } from 'node:timers/promises';
import { type Estate, openEstate, type Running, settle } from './estate.ts';
import { type Ledger, openLedger } from './inviting.ts';
import { judge, reckon } from './reckoning.ts';
import { type Counter, type Ground, type Run, spread, startCounting, type Tally } from './run.ts';

/** Of the app; a fifth as many of PostgreSQL, and ten times as many invitations. */
const KILLS = 100;
const ADMINS = 3;
const MOST_EXTRA_MAILS = 10;

type What = 'app' | 'database';
type Kill = { readonly what: What; readonly at: number };

const shuffled = (kills: number): What[] => {
  const all: What[] = Array.from({ length: kills + Math.ceil(kills / 5) }, (_, n) => (n < kills ? 'app' : 'database'));
  return all
    .map((what) => ({ what, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ what }) => what);
};

/** Everybody invites at once, and in the middle of it something is killed. */
const oneKill = async (
  estate: Estate,
  ledger: Ledger,
  running: Running,
  what: What,
  share: number,
): Promise<{ running: Running; backMs: number; at: number }> => {
  const inviting = estate.admins.map((admin) => ledger.inviteNext(admin, Math.ceil(share / ADMINS)));
  await sleep(Math.random() * 1500);
  const [at, killedAt] = [Date.now(), performance.now()];
  const next = what === 'app' ? await killApp(estate, running) : await killDatabase(estate, running);
  const backMs = performance.now() - killedAt;
  await Promise.all(inviting);
  return { running: next, backMs, at };
};

const killApp = async (estate: Estate, { usher }: Running): Promise<Running> => {
  usher.kill('SIGKILL');
  await usher.ended;
  const next = await estate.start();
  estate.door.to([next.port]);
  return next;
};

const killDatabase = async (estate: Estate, running: Running): Promise<Running> => {
  await estate.killDatabase();
  // Usher brings it back by itself.
  for (;;) {
    await sleep(50);
    if (running.usher.hasEnded())
      throw new Error(`Usher ended with its PostgreSQL: ${(await running.usher.ended).errors}`);
    const answer = await fetch(`http://127.0.0.1:${running.port}/readyz`).catch(() => undefined);
    if (answer?.ok) return running;
  }
};

const play = async (ground: Ground, size: number): Promise<Tally> => {
  const counter = startCounting();
  const estate = await openEstate({ build: await ground.build(), admins: ADMINS });
  try {
    let running = await estate.start();
    estate.door.to([running.port]);
    await settle(estate);
    const plan = shuffled(size);
    const ledger = openLedger(estate, size * 10);
    const backAfter: Record<What, number[]> = { app: [], database: [] };
    const kills: Kill[] = [];
    for (const [n, what] of plan.entries()) {
      const done = await oneKill(estate, ledger, running, what, (size * 10) / plan.length);
      running = done.running;
      backAfter[what].push(done.backMs);
      kills.push({ what, at: done.at });
      counter.see(`hard kills of the ${what}`);
      // Most lives are too short to free what the one before held; some are not.
      if (n % 5 === 4) await sleep(6000 + Math.random() * 6000);
    }
    await finish(estate, ledger, counter);
    tellSecondMails(estate, kills, counter);
    counter.measure(`ready again after a kill of the app: ${spread(backAfter.app)}`);
    counter.measure(`ready again after a kill of PostgreSQL: ${spread(backAfter.database)}`);
    return counter.tally(plan.length);
  } finally {
    await estate.stop();
  }
};

/** Those whom the shares did not reach are invited in peace; then everything is counted. */
const finish = async (estate: Estate, ledger: Ledger, counter: Counter): Promise<void> => {
  const [admin] = estate.admins;
  if (admin) await ledger.inviteNext(admin, ledger.invitees.length);
  judge(counter, ledger, await reckon(estate, ledger), { extraMails: MOST_EXTRA_MAILS });
};

/** Which kind of kill came between the first and the second copy. */
const tellSecondMails = ({ inbox }: Estate, kills: readonly Kill[], counter: Counter): void => {
  const first = new Map<string, number>();
  for (const { messageId = '', at } of inbox.mails) {
    const since = first.get(messageId);
    if (since === undefined) first.set(messageId, at);
    else counter.see(`second mails after a kill of the ${kills.find((kill) => kill.at > since - 1000)?.what}`);
  }
};

export const hardKills: Run = {
  name: 'hard-kills',
  about:
    'SIGKILL of the app, and of PostgreSQL, while admins invite: nothing is lost, and nothing comes twice in Slack',
  rounds: KILLS,
  play,
};
