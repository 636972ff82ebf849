import { describe, expect, it } from 'vitest';
import type { AddressFacts, InviteSettings, InviteWarning } from '../../src/domain/decide-invite.ts';
import { day, decide, inSlack, invitation, membership, now, own, warningsOf } from './invite-examples.ts';

describe('decideInvite, where it goes out', () => {
  it.each<[string, Partial<AddressFacts>, Partial<InviteSettings>, string, string | null, string]>([
    ['a new address', {}, {}, 'create', null, 'new_account'],
    ['a person of the workspace', { slack: inSlack('person') }, {}, 'create', null, 'new_account'],
    [
      'one that ran out',
      { invitation: invitation('PENDING', { expiresAt: day(-1) }) },
      {},
      'renew',
      'earlier',
      'new_account',
    ],
    [
      'one that ends now',
      { invitation: invitation('PENDING', { expiresAt: now }) },
      {},
      'renew',
      'earlier',
      'new_account',
    ],
    ['one that was declined', { invitation: invitation('DECLINED') }, {}, 'create', null, 'new_account'],
    ['one that was withdrawn', { invitation: invitation('WITHDRAWN') }, {}, 'create', null, 'new_account'],
    ['somebody who is a member elsewhere', { hasAccount: true }, {}, 'create', null, 'existing_account'],
    [
      'a deactivated member',
      { hasAccount: true, membership: membership('DEACTIVATED') },
      {},
      'create',
      null,
      'reactivation',
    ],
    ['a removed member', { hasAccount: true, membership: membership('REMOVED') }, {}, 'create', null, 'reactivation'],
    [
      'a deactivated member whose invitation ran out',
      {
        hasAccount: true,
        membership: membership('DEACTIVATED'),
        invitation: invitation('PENDING', { expiresAt: day(-1) }),
      },
      {},
      'renew',
      'earlier',
      'reactivation',
    ],
    [
      'a former member whose invitation was accepted',
      { hasAccount: true, membership: membership('REMOVED'), invitation: invitation('ACCEPTED') },
      {},
      'create',
      null,
      'reactivation',
    ],
    ['an account at an own domain, to be added at once', { hasAccount: true }, own, 'add', null, 'existing_account'],
    [
      'an account below an own domain',
      { hasAccount: true, emailKey: 'bo@mail.example.com' },
      own,
      'add',
      null,
      'existing_account',
    ],
    [
      'an account at an own domain, where it must accept',
      { hasAccount: true },
      { ...own, existingAccounts: 'MUST_ACCEPT' },
      'create',
      null,
      'existing_account',
    ],
    [
      'an account at a foreign domain',
      { hasAccount: true, emailKey: 'bo@example.net' },
      own,
      'create',
      null,
      'existing_account',
    ],
    [
      'an account whose domain only ends alike',
      { hasAccount: true, emailKey: 'bo@notexample.com' },
      own,
      'create',
      null,
      'existing_account',
    ],
    ['an account without names', { hasAccount: true, hasNames: false }, own, 'create', null, 'existing_account'],
    ['no account yet, at an own domain', {}, own, 'create', null, 'new_account'],
    [
      'a former member at an own domain',
      { hasAccount: true, membership: membership('DEACTIVATED') },
      own,
      'create',
      null,
      'reactivation',
    ],
    [
      'an account at an own domain whose invitation ran out',
      { hasAccount: true, invitation: invitation('PENDING', { expiresAt: day(-1) }) },
      own,
      'renew',
      'earlier',
      'existing_account',
    ],
    [
      'an account at an own domain that declined',
      { hasAccount: true, invitation: invitation('DECLINED') },
      own,
      'add',
      null,
      'existing_account',
    ],
  ])('takes %s', (_case, given, changed, fate, invitationId, kind) => {
    expect(decide(given, changed)).toMatchObject({ fate, invitationId, kind });
  });
});

describe('decideInvite, what it warns of', () => {
  it.each<[string, Partial<AddressFacts>, Partial<InviteSettings>, readonly InviteWarning[]]>([
    ['nothing, for somebody new', {}, {}, []],
    ['an earlier no', { invitation: invitation('DECLINED') }, {}, [{ kind: 'declined_before', at: day(-3) }]],
    ['nothing, where an admin took it back', { invitation: invitation('WITHDRAWN') }, {}, []],
    ['a deactivation', { membership: membership('DEACTIVATED') }, {}, [{ kind: 'was_deactivated', at: day(-9) }]],
    ['a removal', { membership: membership('REMOVED') }, {}, [{ kind: 'was_removed', at: day(-9) }]],
    ['a guest', { slack: inSlack('guest') }, { guestPolicy: 'WARN' }, [{ kind: 'guest' }]],
    ['no guest, where guests are allowed', { slack: inSlack('guest') }, { guestPolicy: 'ALLOW' }, []],
    ['no guest, where it is a person', { slack: inSlack('person') }, { guestPolicy: 'WARN' }, []],
    ['mail came back before', { bouncedAt: day(-3) }, {}, [{ kind: 'bounced_before', at: day(-3) }]],
    ['a mailbox of several people', { emailKey: 'info@example.com' }, {}, [{ kind: 'role_mailbox' }]],
    ['a mailbox of several people with a tag', { emailKey: 'sales+eu@example.com' }, {}, [{ kind: 'role_mailbox' }]],
    [
      'the same Slack person',
      { slackKnownAs: 'bo@example.net' },
      {},
      [{ kind: 'same_slack_person', as: 'bo@example.net' }],
    ],
  ])('is %s', (_case, given, changed, warnings) => {
    expect(warningsOf(given, changed)).toEqual(warnings);
  });

  it('is everything at once, in one order', () => {
    const given = {
      emailKey: 'info@example.com',
      invitation: invitation('DECLINED'),
      membership: membership('DEACTIVATED'),
      slack: inSlack('guest'),
      slackKnownAs: 'bo@example.net',
    };
    expect(warningsOf(given, { guestPolicy: 'WARN' }).map(({ kind }) => kind)).toEqual([
      'declined_before',
      'was_deactivated',
      'guest',
      'role_mailbox',
      'same_slack_person',
    ]);
  });

  it('is told with a renewal and with somebody who is added at once as well', () => {
    const info = { emailKey: 'info@example.com', hasAccount: true };
    expect(warningsOf(info, own)).toEqual([{ kind: 'role_mailbox' }]);
    const ranOut = invitation('PENDING', { expiresAt: day(-1) });
    expect(warningsOf({ ...info, invitation: ranOut })).toEqual([{ kind: 'role_mailbox' }]);
  });

  it('never says that there is an account elsewhere', () => {
    expect(warningsOf({ hasAccount: true })).toEqual(warningsOf({}));
  });
});
