import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { createEmptyDatabase } from '../support/database.ts';
import type { Build } from '../support/main-process.ts';
import { startRelay } from '../support/relay.ts';
import { sharedBuild } from '../support/shared-build.ts';
import { type Estate, type EstateOptions, openEstate, settle } from './estate.ts';
import { beAway, toldOfLeaver } from './faults/database-faults.ts';
import { checkEnd, stopBy } from './gentle-stops.ts';
import { checkList, killInImport } from './import-kills.ts';
import { type Invitee, openLedger } from './inviting.ts';
import { isOut, killWhileSending } from './kill-before-delivery.ts';
import { checkEnds, checkMigrations, startTogether } from './many-processes.ts';
import { judge, reckon } from './reckoning.ts';
import { startCounting } from './run.ts';

// Processes of their own take their time to start on a busy machine, the sweep frees what a killed one held after 5 s, and a living
// message that may be on its way is looked for after 30 s: a killed one may leave one at each of the stops.
const PATIENCE = { timeout: 200_000 };

let build: Build;
beforeAll(async () => {
  build = await sharedBuild();
});

const open = async (options: Partial<EstateOptions> = {}): Promise<Estate> => {
  const estate = await openEstate({ build, admins: 2, ...options });
  onTestFinished(() => estate.stop());
  return estate;
};

it(
  'killed between commit and delivery, in an import, then its PostgreSQL, then Ctrl-C: all goes out, nothing twice, exit code 0',
  PATIENCE,
  async () => {
    const counter = startCounting();
    const estate = await open();
    const killed = await estate.start();
    estate.door.to([killed.port]);
    await settle(estate);
    const ledger = openLedger(estate, 8, { impatient: 0 });
    const some = ledger.invitees.slice(0, 2);
    await killWhileSending(estate, ledger, killed, some);

    const second = await estate.start();
    estate.door.to([second.port]);
    await expect.poll(() => some.every((one) => isOut(estate, one)), { timeout: 60_000 }).toBe(true);
    const listed = Array.from({ length: 20 }, (_, n): Invitee => ({ email: `listed${n}@example.net`, person: null }));
    await killInImport(estate, second, listed);

    const usher = estate.launch({ ownGroup: true });
    estate.door.to([Number((await usher.says('Usher is ready.'))['port'])]);
    await expect.poll(() => listed.every((one) => isOut(estate, one)), { timeout: 60_000 }).toBe(true);
    const inviting = estate.admins.map((admin) => ledger.inviteNext(admin, 3));
    await estate.killDatabase();
    await Promise.all(inviting);
    // Mails whose sending was noted in a database that was just going away.
    judge(counter, ledger, await reckon(estate, ledger), { extraMails: 3 });
    await checkList(estate, counter, listed.length);
    const mailsOf = ({ email }: Invitee) => new Set(estate.inbox.mailsTo(email).map(({ messageId }) => messageId)).size;
    expect(listed.map(mailsOf)).toEqual(listed.map(() => 1));
    stopBy.terminal(usher);
    await checkEnd(usher, estate, counter, false);
    expect(counter.tally(1)).toMatchObject({ violations: [], seen: { 'invitations asked for': 8, 'exit code 0': 1 } });
  },
);

it(
  'two processes on one empty database that goes away for a while: migrated once, all answered in words, nothing lost or twice',
  PATIENCE,
  async () => {
    const counter = startCounting();
    const database = await createEmptyDatabase();
    const url = new URL(database.url);
    const relay = await startRelay([Number(url.port)]);
    url.port = String(relay.port);
    const estate = await open({ databaseUrl: url.href });
    onTestFinished(async () => {
      await relay.close();
      await database.drop();
    });
    const running = await startTogether(estate, 2);
    await checkMigrations(estate, counter);
    await settle(estate);
    const ledger = openLedger(estate, 8, { impatient: 0 });
    const [first] = running;
    if (!first) throw new Error('None was started.');
    await beAway({ estate, database: relay, running: first, ledger, counter, size: 8 }, 2_000);
    judge(counter, ledger, await reckon(estate, ledger), { extraMails: 2 });
    const [ada] = estate.admins;
    await ada?.waitForMessage(toldOfLeaver, { timeoutMs: 30_000 });
    await checkEnds(running, estate, counter, false);
    expect(counter.tally(1).violations).toEqual([]);
  },
);
