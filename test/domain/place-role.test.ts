import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeRole, placesFor } from '../../src/domain/place-role.ts';

type Ranked = { id: string; name: string; rank: number; isAdmin: boolean };

const role = (id: string, rank: number, isAdmin = false): Ranked => ({ id, name: id, rank, isAdmin });
const seeded = [role('viewer', 10), role('member', 20), role('admin', 100, true)];
const fresh = (isAdmin = false) => ({ id: 'new', isAdmin, rank: null });

const placed = (roles: Ranked[], moved: Parameters<typeof placeRole>[1], aboveId: string | null, ownRank = 100) => {
  const result = placeRole(roles, moved, aboveId, ownRank);
  return result.ok ? result.value : result.refusal.kind;
};

/** The roles after a move, lowest first. */
const after = (roles: readonly Ranked[], moved: Ranked, aboveId: string | null, ownRank: number): Ranked[] => {
  const result = placeRole(roles, moved, aboveId, ownRank);
  if (!result.ok) throw new Error(result.refusal.kind);
  const ranks = new Map(result.value.map(({ id, rank }) => [id, rank]));
  return [...roles].map((one) => ({ ...one, rank: ranks.get(one.id) ?? one.rank })).sort((a, b) => a.rank - b.rank);
};

describe('placeRole', () => {
  it.each([
    ['right above another, between it and the next', fresh(), 'viewer', [{ id: 'new', rank: 15 }]],
    ['above the highest of the others, still below the admins', fresh(), 'member', [{ id: 'new', rank: 60 }]],
    ['lowest', fresh(), null, [{ id: 'new', rank: 5 }]],
    ['lowest of the admin roles, above all others', fresh(true), null, [{ id: 'new', rank: 60 }]],
    ['where it stands already', seeded[1], 'viewer', []],
    ['lowest where it is the lowest', seeded[0], null, []],
  ] as const)('puts a role %s', (_where, moved, aboveId, ranks) => {
    expect(placed(seeded, moved ?? fresh(), aboveId)).toEqual(ranks);
  });

  it.each([
    ['a role that is gone', fresh(), 'gone', 'place_gone'],
    ['an admin role, for one that is none', fresh(), 'admin', 'place_of_other_kind'],
    ['another kind, for an admin role', fresh(true), 'member', 'place_of_other_kind'],
    ['their own role', fresh(true), 'admin', 'place_above_own'],
  ] as const)('when it is to stand above %s, refuses', (_what, moved, aboveId, kind) => {
    expect(placed(seeded, moved, aboveId)).toBe(kind);
  });

  it('when a higher admin asks, puts one above a lower admin role', () => {
    const roles = [...seeded, role('owner', 200, true)];
    expect(placed(roles, fresh(true), 'admin', 200)).toEqual([{ id: 'new', rank: 150 }]);
    expect(placed(roles, fresh(true), 'owner', 200)).toBe('place_above_own');
  });

  it('when there is no room left, numbers all anew, above every number that was there', () => {
    const tight = [role('viewer', 10), role('member', 11), role('admin', 12, true)];
    const ranks = placed(tight, fresh(), 'viewer');
    expect(ranks).toEqual([
      { id: 'viewer', rank: 1012 },
      { id: 'new', rank: 2012 },
      { id: 'member', rank: 3012 },
      { id: 'admin', rank: 4012 },
    ]);
  });

  it('whatever is moved wherever, keeps admin roles on top, numbers apart, the others in order, and puts it where it was told', () => {
    const moves = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 60 });
    fc.assert(
      fc.property(moves, (steps) => {
        let roles: Ranked[] = [...seeded, role('assistant', 99, true), role('editor', 21), role('owner', 101, true)];
        for (const [which, where] of steps) {
          const own = Math.max(...roles.map(({ rank }) => rank));
          const moved = roles[which % roles.length] ?? roles[0];
          if (!moved) return;
          const places = [null, ...placesFor(roles, moved, own).map(({ id }) => id)];
          const aboveId = places[where % places.length] ?? null;
          const others = (list: Ranked[]) => list.filter(({ id }) => id !== moved.id).map(({ id }) => id);
          const before = others([...roles].sort((a, b) => a.rank - b.rank));
          roles = after(roles, moved, aboveId, own);
          expect(others(roles)).toEqual(before);
          expect(new Set(roles.map(({ rank }) => rank)).size).toBe(roles.length);
          expect(roles.findIndex(({ isAdmin }) => isAdmin)).toBe(3);
          const below = roles[roles.findIndex(({ id }) => id === moved.id) - 1];
          expect(below?.isAdmin === moved.isAdmin ? below.id : null).toBe(aboveId);
        }
      }),
    );
  });
});
