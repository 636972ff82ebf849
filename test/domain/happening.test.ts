import { describe, expect, it } from 'vitest';
import type { SlackPerson } from '../../src/domain/decide-invite.ts';
import { type HappeningRecord, happeningsOf, isUndecided, type Watched } from '../../src/domain/happening.ts';

const bob = (changes: Partial<SlackPerson> = {}): SlackPerson =>
  ({ userId: 'UBOB', email: 'bob@example.com', standing: 'member', ...changes }) as SlackPerson;

const watched: Watched = { emailKey: 'bob@example.com', status: 'ACTIVE', isAdmin: true, isBound: true };

describe('what is so of a member as Slack describes them', () => {
  it.each<[string, Partial<SlackPerson>, Partial<Watched>, string[]]>([
    ['nothing new', {}, {}, []],
    ['deactivated', { standing: 'deactivated' }, {}, ['left']],
    ['deactivated, and known by the address alone', { standing: 'deactivated' }, { isBound: false }, ['left']],
    ['deactivated, and no active member', { standing: 'deactivated' }, { status: 'DEACTIVATED' }, []],
    ['a guest', { standing: 'guest' }, {}, ['guest']],
    ['a guest, and no admin', { standing: 'guest' }, { isAdmin: false }, []],
    ['a guest, and known by the address alone', { standing: 'guest' }, { isBound: false }, []],
    ['at another address', { email: 'robert@example.com' }, {}, ['address']],
    ['at another address, and removed', { email: 'robert@example.com' }, { status: 'REMOVED' }, []],
    ['without an address', { email: null }, {}, []],
    ['a guest at another address', { standing: 'guest', email: 'robert@example.com' }, {}, ['guest', 'address']],
  ])('%s', (_what, person, member, kinds) => {
    expect(happeningsOf(bob(person), { ...watched, ...member })).toEqual(kinds);
  });
});

describe('admins can still decide', () => {
  const member = { status: 'ACTIVE', isAdmin: true };
  const happening = (changes: object): HappeningRecord =>
    ({ kind: 'left', member, invited: null, dismissed: null, overAt: null, ...changes }) as HappeningRecord;

  it.each<[string, object, boolean]>([
    ['about a member who left Slack', {}, true],
    ['not after they were deactivated here', { member: { ...member, status: 'DEACTIVATED' } }, false],
    ['about an admin who is a guest', { kind: 'guest' }, true],
    ['not about one who is no admin any more', { kind: 'guest', member: { ...member, isAdmin: false } }, false],
    ['about somebody new', { kind: 'joined', member: null }, true],
    ['about somebody new who was a member once', { kind: 'joined', member: { ...member, status: 'REMOVED' } }, true],
    ['not about somebody new who is a member by now', { kind: 'joined' }, false],
    ['not after an invitation', { kind: 'joined', member: null, invited: { at: new Date(), by: null } }, false],
    ['not after it was put aside', { dismissed: { at: new Date() } }, false],
    ['not when it is over', { overAt: new Date() }, false],
  ])('%s', (_what, changes, expected) => {
    expect(isUndecided(happening(changes))).toBe(expected);
  });
});
