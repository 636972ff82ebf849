import { describe, expect, it } from 'vitest';
import { decideJoin, type JoinFacts } from '../../src/domain/decide-join.ts';
import { aLink, at, organization } from '../slack/examples.ts';

const later = new Date(at.getTime() + 3_600_000);
const settings = { ...organization, inviteLinkPolicy: 'LEAST_ROLE' } as const;
const facts: JoinFacts = {
  link: aLink({ expiresAt: later, allowedDomains: ['example.net'] }),
  emailKey: 'grace@example.net',
  membership: null,
  invitation: null,
  slack: null,
};
const member = { status: 'ACTIVE', joinedAt: at } as const;
const pending = { status: 'PENDING', expiresAt: later } as const;

describe('whoever proves an address by a link', () => {
  const cases: [string, Partial<JoinFacts>, Partial<typeof organization>, string | null][] = [
    ['and is new, joins', {}, {}, null],
    ['and is a person in Slack, joins', { slack: { standing: 'person' } }, {}, null],
    ['and declined before, joins', { invitation: { ...pending, status: 'DECLINED' } }, {}, null],
    ['whose invitation ran out, joins', { invitation: { ...pending, expiresAt: at } }, {}, null],
    ['whose invitation is to go out later, joins', { invitation: { ...pending, expiresAt: null } }, {}, null],
    ['is a member already', { membership: member }, {}, 'already_member'],
    [
      'is a member, whatever became of the link',
      { membership: member, link: aLink({ revokedAt: at }) },
      {},
      'already_member',
    ],
    ['was deactivated', { membership: { ...member, status: 'DEACTIVATED' } }, {}, 'was_member'],
    ['was removed', { membership: { ...member, status: 'REMOVED' } }, {}, 'was_member'],
    ['has an invitation', { invitation: pending }, {}, 'own_invitation'],
    ['is of another domain', { emailKey: 'grace@example.com' }, {}, 'domain_not_welcome'],
    ['is of a blocked domain', {}, { blockedDomains: ['example.net'] }, 'domain_not_welcome'],
    ['is of none of the allowed domains', {}, { allowedDomains: ['example.com'] }, 'domain_not_welcome'],
    ['is a guest', { slack: { standing: 'guest' } }, {}, 'not_by_link'],
    ['is a guest, where they are welcome', { slack: { standing: 'guest' } }, { guestPolicy: 'WARN' }, null],
    ['is a bot', { slack: { standing: 'bot' } }, { guestPolicy: 'ALLOW' }, 'not_by_link'],
    ['is deactivated in Slack', { slack: { standing: 'deactivated' } }, { guestPolicy: 'ALLOW' }, 'not_by_link'],
    ['comes too late', { link: aLink({ expiresAt: at }) }, {}, 'link_ended'],
  ];
  it.each(cases)('%s', (_name, given, set, expected) => {
    const decision = decideJoin({ ...facts, ...given }, { ...settings, ...set }, at);
    expect(decision.ok ? null : decision.refusal.kind).toBe(expected);
  });
});
