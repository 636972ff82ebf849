import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { startEmbeddedServer } from '../../src/store/embedded-server.ts';
import { applyMigrations } from '../../src/store/migrations.ts';
import { serverLog } from '../support/server-log.ts';
import { type Arena, openArena } from './arena.ts';
import { raceAdmins, raceDeactivation, raceUndo, type Tally } from './member-races.ts';

const ROUNDS = 1000;

const races: Readonly<Record<string, (arena: Arena, rounds: number) => Promise<Tally>>> = {
  'two admins demote, deactivate or remove each other': raceAdmins,
  'an act is taken back and followed by another': raceUndo,
  'an admin is deactivated in the middle of an act': raceDeactivation,
};

const withDatabase = async <T>(work: (url: string) => Promise<T>): Promise<T> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'usher-chaos-'));
  const server = await startEmbeddedServer({ dataDir, log: serverLog, throwAway: true });
  try {
    const url = server.urlFor('postgres');
    await applyMigrations({ url, log: serverLog });
    const pgPool = new pg.Pool({ connectionString: url });
    for (const event of ['error', 'connect'] as const) pgPool.on(event, () => undefined);
    await runMigrations({ pgPool });
    await pgPool.end();
    return await work(url);
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

const tell = (name: string, { rounds, seen, violations }: Tally, seconds: number): void => {
  console.log(`${name}: ${rounds} rounds in ${seconds.toFixed(1)} s, ${violations.length} violations`);
  for (const [outcome, count] of Object.entries(seen).sort(([, a], [, b]) => b - a))
    console.log(`  ${count} × ${outcome}`);
  for (const violation of violations.slice(0, 20)) console.log(`  VIOLATION ${violation}`);
};

/** Plays faults and races on a throw-away database, and prints what was seen. Exits 1 if anything was that must never be. */
const main = async (): Promise<number> => {
  const rounds = Number(process.argv[2] ?? ROUNDS);
  let violations = 0;
  await withDatabase(async (url) => {
    const arena = await openArena(url);
    for (const [name, race] of Object.entries(races)) {
      const startedAt = performance.now();
      const tally = await race(arena, rounds);
      tell(name, tally, (performance.now() - startedAt) / 1000);
      violations += tally.violations.length;
    }
    // The locks have one order, so nobody ever waits in a circle. The server counts with a second's delay.
    await sleep(1500);
    const deadlocks = await arena.deadlocks();
    console.log(`${deadlocks} deadlocks`);
    violations += deadlocks;
    await arena.stop();
  });
  console.log(violations === 0 ? 'Nothing was that must never be.' : `${violations} violations.`);
  return violations === 0 ? 0 : 1;
};

process.exitCode = await main();
