import { describe, expect, it } from 'vitest';
import type { MemberActor } from '../../src/domain/actor.ts';
import {
  endsAdmin,
  issuedLost,
  refuseDeactivation,
  refuseReactivation,
  refuseRemoval,
  refuseRoleChange,
} from '../../src/domain/decide-act.ts';
import type { MemberRole } from '../../src/domain/member-record.ts';
import { decidePause, type PauseFacts } from '../../src/domain/pause.ts';
import { roleDifference } from '../../src/domain/role-change.ts';
import { refuseUndo } from '../../src/domain/undo.ts';

const role = (rank: number, given: Partial<MemberRole> = {}): MemberRole => ({
  id: `role-${rank}`,
  name: `Role ${rank}`,
  description: '',
  rank,
  isAdmin: rank >= 100,
  isRetired: false,
  ...given,
});
const actor: MemberActor = {
  kind: 'member',
  organizationId: 'org',
  membershipId: 'ada',
  accountId: 'account',
  email: 'ada@example.com',
  firstName: 'Ada',
  lastName: 'Example',
  status: 'ACTIVE',
  role: role(150),
  slack: { teamId: 'T1', userId: 'U1' },
  isGuest: false,
};
const at = new Date('2026-11-25T12:00:00Z');
const target = (rank: number, status: 'ACTIVE' | 'DEACTIVATED' | 'REMOVED' = 'ACTIVE', membershipId = 'bob') => ({
  membershipId,
  status,
  role: role(rank),
  endedAt: status === 'ACTIVE' ? null : at,
});

describe('acts on a member', () => {
  const people = {
    member: target(20),
    admin: target(100),
    equal: target(150),
    above: target(200),
    oneself: target(150, 'ACTIVE', 'ada'),
    deactivated: target(20, 'DEACTIVATED'),
    removed: target(20, 'REMOVED'),
  } as const;
  const ended = ['member_deactivated', 'member_removed'] as const;
  // In the order of `people`.
  const table = {
    'change role': [null, null, null, 'member_above_own', 'own_membership', ...ended],
    deactivate: [null, null, null, 'member_above_own', 'own_membership', ...ended],
    remove: [null, null, null, 'member_above_own', 'own_membership', null, 'member_removed'],
    reactivate: ['member_active', 'member_active', 'member_active', 'member_above_own', 'own_membership', null, null],
  } as const;
  const refuse = {
    'change role': (who: typeof people.member) => refuseRoleChange(actor, who, role(10)),
    deactivate: (who: typeof people.member) => refuseDeactivation(actor, who),
    remove: (who: typeof people.member) => refuseRemoval(actor, who),
    reactivate: (who: typeof people.member) => refuseReactivation(actor, who),
  } as const;
  const rows = (Object.keys(table) as (keyof typeof table)[]).flatMap((act) =>
    Object.entries(people).map(([who, person], index) => [act, who, person, table[act][index]] as const),
  );

  it.each(rows)('%s of %s: %#', (act, _who, person, kind) => {
    expect(refuse[act](person as typeof people.member)?.kind ?? null).toBe(kind);
  });

  it.each([
    [null, 'role_unknown'],
    [role(200), 'role_above_own'],
    [role(10, { isRetired: true }), 'role_retired'],
    [role(20, { isRetired: true }), null],
    [role(150), null],
  ])('to %j is answered with %s', (wanted, kind) => {
    expect(refuseRoleChange(actor, target(20), wanted)?.kind ?? null).toBe(kind);
  });
});

describe('what a change of role costs', () => {
  it.each([
    [100, 20, { aboveRank: null }, true],
    [150, 100, { aboveRank: 100 }, false],
    [100, 150, null, false],
    [20, 10, null, false],
    [20, 100, null, false],
  ])('from rank %i to %i', (from, to, lost, ends) => {
    expect(issuedLost(role(from), role(to))).toEqual(lost);
    expect(endsAdmin(target(from), role(to))).toBe(ends);
  });

  it('is no permission that somebody holds by themselves, or that both roles carry', () => {
    const named = (...ids: string[]) => ids.map((id) => ({ id, name: id }));
    expect(roleDifference(named('a', 'b', 'own'), named('b', 'c', 'own2'), ['own', 'own2'])).toEqual({
      gained: named('c'),
      lost: named('a'),
    });
  });
});

describe('rule 11', () => {
  const minutes = (count: number) => new Date(at.getTime() + count * 60_000);
  const acts = (count: number) => Array.from({ length: count }, (_, n) => minutes(n));
  const facts = (given: Partial<PauseFacts>): PauseFacts => ({
    acts: acts(5),
    ask: null,
    hasOtherAdmin: true,
    ...given,
  });
  const declined = { at: minutes(5), declinedAt: minutes(6), declinedBy: 'Grace' };
  it.each([
    [facts({ acts: acts(4) }), null, { kind: 'go_on' }],
    [facts({}), null, { kind: 'ask' }],
    [facts({ ask: { ...declined, declinedAt: null } }), null, { kind: 'asked', at: minutes(5) }],
    [facts({ ask: declined }), null, { kind: 'declined', at: minutes(6), by: 'Grace', againAt: minutes(10) }],
    [facts({ hasOtherAdmin: false }), null, { kind: 'number_needed', number: 6 }],
    [facts({ hasOtherAdmin: false }), 5, { kind: 'number_needed', number: 6 }],
    [facts({ hasOtherAdmin: false }), 6, { kind: 'confirmed', number: 6 }],
    // A number does not stand in for another admin where there is one.
    [facts({}), 6, { kind: 'ask' }],
  ])('row %#', (given, typed, decision) => {
    expect(decidePause(given, typed)).toEqual(decision);
  });
});

describe('undo', () => {
  const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
  it.each([
    [{ at, undoneAt: null }, later(599), undefined],
    [{ at, undoneAt: null }, later(600), 'undo_too_late'],
    [{ at, undoneAt: later(1) }, later(2), 'undone_already'],
    [null, at, 'undo_unknown'],
  ])('row %#', (act, now, kind) => {
    expect(refuseUndo(act, now)?.kind).toBe(kind);
  });
});
