import { describe, expect, it } from 'vitest';
import {
  type AcceptanceFacts,
  type AcceptanceProof,
  checkLink,
  decideAcceptance,
} from '../../src/domain/decide-acceptance.ts';
import type { Granter } from '../../src/domain/role.ts';

const now = new Date('2026-03-02T12:00:00Z');
const hour = (count: number): Date => new Date(now.getTime() + count * 3_600_000);
const user = { teamId: 'T1', userId: 'U1' };

type Invitation = AcceptanceFacts['invitation'];

const invitation = (given: Partial<Invitation> = {}): Invitation => ({
  status: 'PENDING',
  emailKey: 'bo@example.com',
  generation: 2,
  issuedAt: hour(-1),
  expiresAt: hour(23),
  decidedAt: null,
  slackUser: user,
  isCopied: false,
  ...given,
});

const issuer: Granter = { kind: 'member', isActive: true, isAdmin: true, rank: 100 };

const facts = ({
  invitation: over,
  ...given
}: Partial<Omit<AcceptanceFacts, 'invitation'>> & { invitation?: Partial<Invitation> } = {}): AcceptanceFacts => ({
  invitation: invitation(over),
  activeSince: null,
  hasAccount: false,
  role: { rank: 20, isAdmin: false, isRetired: false },
  issuer,
  names: { first: 'Bo', last: 'Example' },
  ...given,
});

const link: AcceptanceProof = { kind: 'link', generation: 2 };
const card: AcceptanceProof = { kind: 'slack', user, emailKey: 'bo@example.com' };

const refusalOf = (given: Parameters<typeof facts>[0], proof: AcceptanceProof = link) => {
  const result = decideAcceptance(facts(given), proof, now);
  return result.ok ? 'accepted' : result.refusal;
};

describe('checkLink', () => {
  it.each([
    ['of this generation that has not ended', {}, 2, undefined],
    ['that is not shown, as behind a card', {}, null, undefined],
    ['whose life has not begun', { expiresAt: null }, 2, undefined],
    ['of an older generation', {}, 1, { kind: 'link_superseded', newerAt: hour(-1) }],
    ['of a generation that does not exist yet', {}, 3, { kind: 'link_superseded', newerAt: hour(-1) }],
    ['that ends this very moment', { expiresAt: now }, 2, { kind: 'link_expired', at: now }],
    ['that ended, behind a card', { expiresAt: hour(-1) }, null, { kind: 'link_expired', at: hour(-1) }],
    [
      'that was replaced, and whose successor ended',
      { expiresAt: hour(-1) },
      1,
      { kind: 'link_superseded', newerAt: hour(-1) },
    ],
    ['that was used', { status: 'ACCEPTED', decidedAt: hour(-2) }, 2, { kind: 'already_accepted', at: hour(-2) }],
    ['that was declined', { status: 'DECLINED', decidedAt: hour(-2) }, 2, { kind: 'already_declined', at: hour(-2) }],
    [
      'that was taken back',
      { status: 'WITHDRAWN', decidedAt: hour(-2) },
      2,
      { kind: 'already_withdrawn', at: hour(-2) },
    ],
    [
      'of an older generation that was used later',
      { status: 'ACCEPTED', decidedAt: hour(-2) },
      1,
      { kind: 'already_accepted', at: hour(-2) },
    ],
    [
      'that was taken back after it ended',
      { status: 'WITHDRAWN', decidedAt: hour(-2), expiresAt: hour(-3) },
      2,
      { kind: 'already_withdrawn', at: hour(-2) },
    ],
  ] as const)('of a link %s tells what is true of it', (_case, given, generation, refusal) => {
    expect(checkLink(invitation(given), generation, now)).toEqual(refusal);
  });
});

describe('decideAcceptance', () => {
  it('accepts the mailed link, and the card in Slack', () => {
    expect(refusalOf({})).toBe('accepted');
    expect(refusalOf({}, card)).toBe('accepted');
  });

  it('accepts the mailed link whoever is signed in to Slack: holding it is the proof', () => {
    expect(refusalOf({ invitation: { slackUser: null } })).toBe('accepted');
  });

  it('passes on what is wrong with the link', () => {
    expect(refusalOf({}, { kind: 'link', generation: 1 })).toMatchObject({ kind: 'link_superseded' });
    expect(refusalOf({ invitation: { expiresAt: now } })).toMatchObject({ kind: 'link_expired' });
    expect(refusalOf({ invitation: { expiresAt: now } }, card)).toMatchObject({ kind: 'link_expired' });
    expect(refusalOf({ invitation: { status: 'WITHDRAWN' } }, card)).toMatchObject({ kind: 'already_withdrawn' });
  });

  it('tells somebody who is an active member by now that they are', () => {
    expect(refusalOf({ activeSince: hour(-5) })).toEqual({ kind: 'already_accepted', at: hour(-5) });
  });

  it.each([
    ['another user', { user: { teamId: 'T1', userId: 'U2' } }],
    ['the same user id of another workspace', { user: { teamId: 'T2', userId: 'U1' } }],
  ])('refuses a card that %s clicks', (_who, given) => {
    expect(refusalOf({}, { ...card, ...given })).toEqual({ kind: 'not_the_invitee' });
  });

  it('refuses a card where no Slack user was recorded', () => {
    expect(refusalOf({ invitation: { slackUser: null } }, card)).toEqual({ kind: 'not_the_invitee' });
  });

  it('asks for the mailed link where the address in Slack changed or is unknown', () => {
    const changed = { kind: 'mailed_link_needed', why: 'address_changed' };
    expect(refusalOf({}, { ...card, emailKey: 'bo@example.net' })).toEqual(changed);
    expect(refusalOf({}, { ...card, emailKey: null })).toEqual(changed);
  });

  it('asks for the mailed link for an admin role, also of the right user', () => {
    const role = { rank: 100, isAdmin: true, isRetired: false };
    expect(refusalOf({ role }, card)).toEqual({ kind: 'mailed_link_needed', why: 'admin_role' });
    expect(refusalOf({ role })).toBe('accepted');
  });

  it.each([
    ['was deactivated', { issuer: { ...issuer, isActive: false } }],
    ['is no admin any more', { issuer: { ...issuer, isAdmin: false } }],
    ['stands below the role by now', { issuer: { ...issuer, rank: 19 } }],
    ['would have to grant a role that was retired', { role: { rank: 20, isAdmin: false, isRetired: true } }],
  ])('refuses where the issuer %s', (_what, given) => {
    expect(refusalOf(given)).toEqual({ kind: 'issuer_lost_right' });
    expect(refusalOf(given, card)).toEqual({ kind: 'issuer_lost_right' });
  });

  it('needs no issuer where the system issued', () => {
    expect(refusalOf({ issuer: { kind: 'system' } })).toBe('accepted');
  });

  it.each([
    [null, null, true, true],
    ['Bo', null, false, true],
    [null, 'Example', true, false],
    ['', 'Example', true, false],
  ])('asks for the names that are missing of %s %s', (first, last, firstMissing, lastMissing) => {
    const refusal = { kind: 'names_missing', first: firstMissing, last: lastMissing };
    expect(refusalOf({ names: { first, last } })).toEqual(refusal);
    expect(refusalOf({ names: { first, last } }, card)).toEqual(refusal);
  });

  it('says one thing at a time: the link, then the member, then the person, then the issuer, then the names', () => {
    const all = {
      invitation: { expiresAt: now },
      activeSince: hour(-5),
      issuer: { ...issuer, isActive: false },
      names: { first: null, last: null },
    };
    const stranger: AcceptanceProof = { ...card, user: { teamId: 'T1', userId: 'U2' }, emailKey: null };
    const kindOf = (given: Parameters<typeof facts>[0], proof = stranger) => {
      const refusal = refusalOf(given, proof);
      return refusal === 'accepted' ? refusal : refusal.kind;
    };
    const { invitation: _ended, ...alive } = all;
    const { activeSince: _since, ...newcomer } = alive;
    const { issuer: _issuer, ...granted } = newcomer;
    expect([kindOf(all), kindOf(alive), kindOf(newcomer), kindOf(newcomer, card), kindOf(granted, card)]).toEqual([
      'link_expired',
      'already_accepted',
      'not_the_invitee',
      'issuer_lost_right',
      'names_missing',
    ]);
  });
});

describe('a link that was copied', () => {
  const admin = { rank: 100, isAdmin: true, isRetired: false };
  const link = { kind: 'link', generation: 2 } as const;

  it.each([
    ['makes a new member of a plain role', {}, true],
    ['makes no admin', { role: admin }, false],
    ['is not enough for somebody who has an account', { hasAccount: true }, false],
  ])('%s', (_what, given, isTaken) => {
    const copied = decideAcceptance(facts({ invitation: { isCopied: true }, ...given }), link, now);
    expect(copied).toEqual(
      isTaken ? { ok: true, value: null } : { ok: false, refusal: { kind: 'mailed_link_needed', why: 'copied_link' } },
    );
    expect(decideAcceptance(facts(given), link, now).ok).toBe(true);
  });
});
