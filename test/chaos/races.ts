import { setTimeout as sleep } from 'node:timers/promises';
import { type Arena, openArena } from './arena.ts';
import { raceAdmins, raceDeactivation, raceUndo } from './member-races.ts';
import type { Ground, Run, Tally } from './run.ts';

const ROUNDS = 1000;

type Race = (arena: Arena, rounds: number) => Promise<Tally>;

const run = (name: string, about: string, race: Race): Run => ({
  name,
  about,
  rounds: ROUNDS,
  play: async (ground: Ground, rounds: number) => {
    const arena = await openArena(await ground.database());
    try {
      const tally = await race(arena, rounds);
      // The server counts with a second's delay.
      await sleep(1500);
      // The locks have one order, so nobody ever waits in a circle.
      const deadlocks = await arena.deadlocks();
      return deadlocks === 0 ? tally : { ...tally, violations: [...tally.violations, `${deadlocks} deadlocks`] };
    } finally {
      await arena.stop();
    }
  },
});

export const races: readonly Run[] = [
  run('race-admins', 'two admins, the only ones, demote, deactivate or remove each other: one is left', raceAdmins),
  run('race-undo', 'an act is taken back and followed by another: one of them wins', raceUndo),
  run(
    'race-deactivation',
    'an admin is deactivated in the middle of an act: what they sent is handed over',
    raceDeactivation,
  ),
];
