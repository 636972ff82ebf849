import { type Estate, openEstate, type Running, settle } from './estate.ts';
import { openLedger } from './inviting.ts';
import { judge, reckon } from './reckoning.ts';
import { type Counter, type Ground, type Run, startCounting, type Tally } from './run.ts';

const INVITATIONS = 200;
const ADMINS = 6;

/** All at once, on a database without a table: one of them migrates it, the others wait. */
export const startTogether = async (estate: Estate, processes: number): Promise<Running[]> => {
  const running = await Promise.all(Array.from({ length: processes }, () => estate.start()));
  estate.door.to(running.map(({ port }) => port));
  return running;
};

export const checkMigrations = async (estate: Estate, counter: Counter): Promise<void> => {
  const [row] = await estate.query<{ applied: number; names: number; failed: number; organizations: number }>(
    `SELECT count(*)::int AS applied, count(DISTINCT migration_name)::int AS names,
      count(*) FILTER (WHERE finished_at IS NULL OR rolled_back_at IS NOT NULL)::int AS failed,
      (SELECT count(*)::int FROM organization) AS organizations FROM _prisma_migrations`,
  );
  counter.see('migrations applied', row?.applied ?? 0);
  if (row?.applied !== row?.names || row?.failed !== 0) counter.violate(`migrations raced: ${JSON.stringify(row)}`);
  if (row?.organizations !== 1) counter.violate(`${row?.organizations} organizations were made`);
};

/** `isCalm`: nothing went wrong before. */
export const checkEnds = async (
  running: readonly Running[],
  estate: Estate,
  counter: Counter,
  isCalm = true,
): Promise<void> => {
  for (const { usher } of running) usher.kill('SIGTERM');
  for (const { port, usher } of running) {
    const { code, errors, log } = await usher.ended;
    const answered = estate.door.taken().get(port) ?? 0;
    counter.see('interactions answered', answered);
    if (answered === 0) counter.violate('a process answered nobody');
    if (code !== 0) counter.violate(`a process ended with ${code}: ${errors}`);
    for (const { msg } of log.filter(({ level }) => isCalm && level >= 50)) counter.violate(`a process logged: ${msg}`);
  }
};

const playWith = async (ground: Ground, processes: number, invitations: number, counter: Counter): Promise<void> => {
  const databaseUrl = await ground.database({ empty: true });
  const estate = await openEstate({ build: await ground.build(), admins: ADMINS, databaseUrl });
  try {
    const running = await startTogether(estate, processes);
    await checkMigrations(estate, counter);
    await settle(estate);
    const ledger = openLedger(estate, invitations);
    const each = Math.ceil(invitations / ADMINS / 5);
    for (let round = 0; round < 5; round += 1)
      await Promise.all(estate.admins.map((admin) => ledger.inviteNext(admin, each)));
    judge(counter, ledger, await reckon(estate, ledger), { extraMails: 0 });
    await checkEnds(running, estate, counter);
  } finally {
    await estate.stop();
  }
};

const play = async (ground: Ground, invitations: number): Promise<Tally> => {
  const counter = startCounting();
  for (const processes of [2, 4]) await playWith(ground, processes, invitations, counter);
  return counter.tally(invitations);
};

export const manyProcesses: Run = {
  name: 'many-processes',
  about:
    'two, then four processes on one empty database: migrated once, every job once, everybody answered by any of them',
  rounds: INVITATIONS,
  play,
};
