import { describe, expect, it } from 'vitest';
import type { AddressFacts, InviteSettings } from '../../src/domain/decide-invite.ts';
import { day, decide, inSlack, invitation, membership, own, refusalOf } from './invite-examples.ts';

describe('decideInvite, where it does not', () => {
  it.each<[string, Partial<AddressFacts>, Partial<InviteSettings>, unknown]>([
    ['oneself', { isSelf: true }, {}, { kind: 'oneself' }],
    ['an active member', { membership: membership('ACTIVE') }, {}, { kind: 'already_member', since: day(-90) }],
    ['a bot', { slack: inSlack('bot') }, {}, { kind: 'bot' }],
    ['a stranger by Slack Connect', { slack: inSlack('stranger') }, {}, { kind: 'stranger' }],
    ['a deactivated Slack user', { slack: inSlack('deactivated') }, {}, { kind: 'slack_deactivated' }],
    ['a guest', { slack: inSlack('guest') }, {}, { kind: 'guest' }],
    ['an address that asked not to be written to', { stoppedAt: day(-2) }, {}, { kind: 'stopped', at: day(-2) }],
    ['a blocked domain', {}, { blockedDomains: ['example.com'] }, { kind: 'domain_blocked' }],
    [
      'a domain below a blocked one',
      { emailKey: 'bo@a.b.example.com' },
      { blockedDomains: ['Example.com'] },
      { kind: 'domain_blocked' },
    ],
    [
      'a domain that is not among the allowed ones',
      {},
      { allowedDomains: ['example.net'] },
      { kind: 'domain_not_allowed' },
    ],
    ['the domain above an allowed one', {}, { allowedDomains: ['mail.example.com'] }, { kind: 'domain_not_allowed' }],
    [
      'one that waits',
      { invitation: invitation('PENDING') },
      {},
      { kind: 'already_pending', invitationId: 'earlier', expiresAt: day(1) },
    ],
    [
      'one that is to be sent later',
      { invitation: invitation('PENDING', { expiresAt: null }) },
      {},
      { kind: 'already_pending', invitationId: 'earlier', expiresAt: null },
    ],
    [
      'missing names that the inviter has to give',
      { hasNames: false },
      { namesAskedOf: 'INVITER' },
      { kind: 'names_needed' },
    ],
  ])('refuses %s', (_case, given, changed, reason) => {
    expect(decide(given, changed)).toEqual({ fate: 'refuse', reason });
  });

  it('refuses whatever is over the cap of the day, a renewal too', () => {
    const reason = { kind: 'over_daily_cap', cap: 30 };
    const ranOut = invitation('PENDING', { expiresAt: day(-1) });
    expect(refusalOf({}, { dailyInvitationCap: 30 }, 1)).toBe('create');
    expect(refusalOf({}, { dailyInvitationCap: 30 }, 0)).toEqual(reason);
    expect(refusalOf({}, { dailyInvitationCap: 30 }, -4)).toEqual(reason);
    expect(refusalOf({ invitation: ranOut }, { dailyInvitationCap: 30 }, 0)).toEqual(reason);
    expect(refusalOf({ hasAccount: true }, { ...own, dailyInvitationCap: 30 }, 0)).toEqual(reason);
  });

  it.each<[string, Partial<AddressFacts>, Partial<InviteSettings>]>([
    ['a domain that is allowed, in other letters', {}, { allowedDomains: ['EXAMPLE.com'] }],
    ['a domain below an allowed one', { emailKey: 'bo@mail.example.com' }, { allowedDomains: ['example.com'] }],
    [
      'a domain that only ends like a blocked one',
      { emailKey: 'bo@notexample.com' },
      { blockedDomains: ['example.com'] },
    ],
    [
      'a local part that reads like a blocked domain',
      { emailKey: 'example.com@example.net' },
      { blockedDomains: ['example.com'] },
    ],
    ['a guest, where guests are warned of', { slack: inSlack('guest') }, { guestPolicy: 'WARN' }],
    ['a guest, where guests are allowed', { slack: inSlack('guest') }, { guestPolicy: 'ALLOW' }],
    ['missing names that the invitee is asked for', { hasNames: false }, {}],
  ])('does not refuse %s', (_case, given, changed) => {
    expect(refusalOf(given, changed)).toBe('create');
  });

  it('names the reason that the admin can least do something about first', () => {
    const steps: [string, Partial<AddressFacts>][] = [
      ['oneself', { isSelf: false }],
      ['already_member', { membership: membership('REMOVED') }],
      ['bot', { slack: inSlack('guest') }],
      ['guest', { slack: inSlack('person') }],
      ['stopped', { stoppedAt: null }],
      ['domain_blocked', { emailKey: 'bo@example.net' }],
      ['domain_not_allowed', { emailKey: 'bo@example.org' }],
      ['already_pending', { invitation: null }],
      ['names_needed', { hasNames: true }],
      ['over_daily_cap', {}],
    ];
    let given: Partial<AddressFacts> = {
      isSelf: true,
      membership: membership('ACTIVE'),
      slack: inSlack('bot'),
      stoppedAt: day(-2),
      invitation: invitation('PENDING'),
      hasNames: false,
    };
    const strict = {
      blockedDomains: ['example.com'],
      allowedDomains: ['example.com', 'example.org'],
      namesAskedOf: 'INVITER',
    } as const;
    for (const [kind, without] of steps) {
      expect(refusalOf(given, strict, 0)).toMatchObject({ kind });
      given = { ...given, ...without };
    }
  });
});
