import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from '../support/workspace/person.ts';
import { type Estate, openEstate, type Running, settle } from './estate.ts';
import { type Invitee, type Ledger, openLedger } from './inviting.ts';
import { judge, reckon } from './reckoning.ts';
import { type Counter, type Ground, type Run, spread, startCounting, type Tally } from './run.ts';
import { until } from './until.ts';

const ROWS = 2_000;
const KILLS = 10;
const PATIENCE = { timeoutMs: 60_000 };

/** Uploads a list, looks at the preview, and sends it. */
const sendList = async (admin: Person, invitees: readonly Invitee[]): Promise<void> => {
  await admin.types('/members import');
  const form = await admin.modal({ settled: true, title: 'Import people', ...PATIENCE });
  form.upload('File', { name: 'people.csv', content: ['email', ...invitees.map(({ email }) => email)].join('\n') });
  await form.submit();
  const preview = await admin.modal({ settled: true, title: 'Preview', ...PATIENCE });
  await preview.submit();
  await admin.modal({ settled: true, title: 'On the way', ...PATIENCE });
};

/** Some of the list are out, and the rest is not. */
export const killInImport = async (estate: Estate, { usher }: Running, invitees: readonly Invitee[]): Promise<void> => {
  const [admin] = estate.admins;
  if (!admin) throw new Error('Nobody is there to invite.');
  const before = estate.inbox.mails.length;
  await sendList(admin, invitees);
  await until('the first of them was out', () => estate.inbox.mails.length > before);
  usher.kill('SIGKILL');
  await usher.ended;
};

type Ended = { readonly state: string; readonly rows: number; readonly invitations: number };

/** Each row is invited, once, and one message tells of it. */
export const checkList = async (estate: Estate, counter: Counter, rows: number): Promise<void> => {
  const [ended] = await estate.query<Ended>(
    `SELECT m.state, count(r.*)::int AS rows, count(DISTINCT r.invitation_id)::int AS invitations
     FROM import m JOIN import_row r ON r.import_id = m.id AND r.state = 'INVITED' GROUP BY m.id`,
  );
  if (ended?.state !== 'DONE') counter.violate(`the import ended as ${ended?.state}`);
  if (ended?.rows !== rows) counter.violate(`${ended?.rows} of ${rows} rows were invited`);
  if (ended?.invitations !== rows) counter.violate(`${ended?.invitations} invitations were made for ${rows} rows`);
  const tellers = estate.admins.flatMap((admin) => admin.messages()).filter(({ text }) => /^\*?Import of/.test(text));
  if (tellers.length !== 1) counter.violate(`${tellers.length} messages tell of the import`);
};

const killAtRandom = async (estate: Estate, first: Running, kills: number): Promise<readonly number[]> => {
  const backAfter: number[] = [];
  let running = first;
  for (let kill = 0; kill < kills; kill += 1) {
    await sleep(Math.random() * 2_000);
    const killedAt = performance.now();
    running.usher.kill('SIGKILL');
    await running.usher.ended;
    running = await estate.start();
    estate.door.to([running.port]);
    backAfter.push(performance.now() - killedAt);
  }
  return backAfter;
};

const isUnderWay = async ({ query }: Estate): Promise<boolean> => {
  const rows = await query("SELECT FROM import WHERE state = 'SENDING'");
  const queued = await query("SELECT FROM invitation WHERE status = 'PENDING' AND sent_at IS NULL LIMIT 1");
  return rows.length + queued.length > 0;
};

const play = async (ground: Ground, kills: number): Promise<Tally> => {
  const counter = startCounting();
  const estate = await openEstate({ build: await ground.build() });
  const [admin] = estate.admins;
  if (!admin) throw new Error('Nobody is there to invite.');
  try {
    const running = await estate.start();
    estate.door.to([running.port]);
    await settle(estate);
    const ledger: Ledger = openLedger(estate, ROWS);
    await sendList(admin, ledger.invitees);
    counter.measure(`ready again after a kill: ${spread(await killAtRandom(estate, running, kills))}`);
    counter.see((await isUnderWay(estate)) ? 'still under way after the last kill' : 'done before the last kill');
    const reckoning = await reckon(estate, ledger, 600);
    judge(counter, ledger, reckoning, { extraMails: kills });
    await checkList(estate, counter, ROWS);
    const reached = reckoning.cards + reckoning.mails - reckoning.extraMails;
    if (reached !== ROWS) counter.violate(`${reached} of ${ROWS} people received an invitation`);
    return counter.tally(kills);
  } finally {
    await estate.stop();
  }
};

export const importKills: Run = {
  name: 'import-kills',
  about: `SIGKILL at random moments of an import of ${ROWS.toLocaleString('en')} rows: each row is invited once, and it comes to its end`,
  rounds: KILLS,
  play,
};
