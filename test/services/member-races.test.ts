import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Arena, openArena } from '../chaos/arena.ts';
import { raceAdmins, raceDeactivation, raceUndo } from '../chaos/member-races.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let arena: Arena;
beforeAll(async () => {
  database = await createDatabase();
  arena = await openArena(database.url);
});
afterAll(async () => {
  await arena?.stop();
  await database?.drop();
});

// `npm run chaos` plays a thousand rounds of each.
describe('at the same moment', () => {
  it('two admins demote, deactivate or remove each other, 50 rounds: an active admin remains, and the loser is told why', async () => {
    const { violations, seen } = await raceAdmins(arena, 50);
    expect(violations).toEqual([]);
    // Each of them has won, or nothing was raced.
    expect(Object.keys(seen).some((outcome) => /^(admins_only|no_longer)/.test(outcome))).toBe(true);
    expect(Object.keys(seen).some((outcome) => /(admins_only|no_longer_a_member)$/.test(outcome))).toBe(true);
  });

  it('an act is taken back and followed by another, 20 rounds: one of them wins', async () => {
    expect((await raceUndo(arena, 20)).violations).toEqual([]);
  });

  it('an admin is deactivated in the middle of an act of theirs, 20 rounds: nothing of theirs is left out', async () => {
    expect((await raceDeactivation(arena, 20)).violations).toEqual([]);
  });
});
