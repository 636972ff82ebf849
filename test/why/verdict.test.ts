import { describe, expect, it } from 'vitest';
import { fixOf } from '../../src/domain/fix-verdict.ts';
import type { DeliveryFact } from '../../src/domain/invitation.ts';
import type { MailState } from '../../src/domain/mail-state.ts';
import { addressesOneSlipAway, nearestOf } from '../../src/domain/nearest-address.ts';
import { type Verdict, verdictOf, type WhyFacts } from '../../src/domain/why.ts';
import type { NearPerson, WhyInvitation, WhyMembership, WhyPerson } from '../../src/domain/why-facts.ts';

const now = new Date('2026-11-25T12:00:00Z');
const hours = (count: number): Date => new Date(now.getTime() + count * 3_600_000);

const mailed = (given: Partial<DeliveryFact> = {}): DeliveryFact => ({
  channel: 'EMAIL',
  state: 'SENT',
  cause: null,
  at: hours(-2),
  ...given,
});

const pending = (given: Partial<WhyInvitation> = {}): WhyInvitation => ({
  id: 'i',
  status: 'PENDING',
  decidedAt: null,
  decidedByName: null,
  generation: 1,
  issuedAt: hours(-2),
  sendAfter: null,
  sentAt: hours(-2),
  expiresAt: hours(22),
  openedAt: null,
  remindedAt: null,
  olderSentAt: null,
  role: { name: 'Member', rank: 20, isRetired: false },
  issuer: { kind: 'member', isActive: true, isAdmin: true, rank: 100 },
  issuerName: 'Ada Example',
  slack: null,
  deliveries: [mailed()],
  ...given,
});

const unsent = (deliveries: DeliveryFact[], given: Partial<WhyInvitation> = {}) =>
  pending({ sentAt: null, deliveries, ...given });

const member = (given: Partial<WhyMembership> = {}): WhyMembership => ({
  id: 'm',
  status: 'ACTIVE',
  version: 1,
  roleName: 'Member',
  joinedAt: hours(-500),
  endedAt: null,
  endedByName: null,
  ...given,
});

const facts = (person: Partial<WhyPerson>, given: Partial<WhyFacts> = {}): WhyFacts => ({
  person: {
    email: 'grace@example.com',
    firstName: 'Grace',
    lastName: 'Hopper',
    membership: null,
    invitation: null,
    stoppedAt: null,
    ...person,
  },
  slackEmail: null,
  nearest: null,
  thing: null,
  ...given,
});

const near = (given: Partial<NearPerson> = {}): NearPerson => ({
  email: 'grace@example.net',
  firstName: 'Grace',
  lastName: 'Hopper',
  standing: 'invited',
  likeness: 'other_domain',
  ...given,
});

const product = { kind: 'product', id: 'p', name: 'Studio', isHeld: false, isOffered: true } as const;
const isGone: WhyInvitation['issuer'] = { kind: 'member', isActive: false, isAdmin: true, rank: 100 };
const failed = (cause: DeliveryFact['cause']) => mailed({ state: 'FAILED', cause });
const ended = { endedAt: hours(-5), endedByName: 'Ada Example' };

const rows: readonly (readonly [string, WhyFacts, Verdict['kind'], ReturnType<typeof kindOfFix>])[] = [
  ['nothing is known', facts({}), 'never_invited', 'invite'],
  ['somebody alike is known', facts({}, { nearest: near() }), 'never_invited', 'invite'],
  [
    'Slack knows them by the name of somebody invited',
    facts({}, { nearest: near({ likeness: 'same_name' }), slackEmail: 'grace@example.com' }),
    'other_address',
    'invite',
  ],
  [
    'Slack knows them, and a member is alike',
    facts({}, { nearest: near({ standing: 'member' }), slackEmail: 'grace@example.com' }),
    'never_invited',
    'invite',
  ],
  [
    'it waits for its hour',
    facts({ invitation: unsent([], { sendAfter: hours(3), expiresAt: null }) }),
    'not_sent_yet',
    'send_now',
  ],
  ['it has just been made', facts({ invitation: unsent([]) }), 'not_sent_yet', 'send_now'],
  [
    'the mail server is down',
    facts({ invitation: unsent([mailed({ state: 'QUEUED', cause: 'mail_server_unreachable' })]) }),
    'not_sent_yet',
    'send_now',
  ],
  [
    'one way failed and the other is tried',
    facts({ invitation: unsent([mailed({ state: 'QUEUED' }), mailed({ channel: 'DM', state: 'FAILED' })]) }),
    'not_sent_yet',
    'send_now',
  ],
  ['the mail was refused', facts({ invitation: unsent([failed('mail_refused')]) }), 'not_delivered', 'another_address'],
  [
    'no mail server is set up',
    facts({ invitation: unsent([failed('mail_not_configured')]) }),
    'not_delivered',
    'copy_link',
  ],
  [
    'there is no public address',
    facts({ invitation: unsent([failed('no_public_address')]) }),
    'not_delivered',
    'another_address',
  ],
  [
    'an admin role needs the mail that cannot be sent',
    facts({ invitation: unsent([failed('admin_needs_mail')]) }),
    'not_delivered',
    'edit',
  ],
  ['their mailbox is full', facts({ invitation: unsent([failed('mailbox_full')]) }), 'not_delivered', 'new_link'],
  ['it was given up', facts({ invitation: unsent([failed('gave_up')]) }), 'not_delivered', 'new_link'],
  [
    'the mail came back',
    facts({ invitation: unsent([mailed({ state: 'BOUNCED' })]) }),
    'not_delivered',
    'another_address',
  ],
  ['the mail was not opened', facts({ invitation: pending() }), 'not_opened', 'new_link'],
  [
    'the card was not answered',
    facts({ invitation: pending({ deliveries: [mailed({ channel: 'DM' })] }) }),
    'not_opened',
    'by_mail',
  ],
  [
    'the card was not answered, and mail comes back',
    facts({ invitation: pending({ deliveries: [mailed({ channel: 'DM' }), mailed({ state: 'BOUNCED' })] }) }),
    'not_opened',
    'new_link',
  ],
  ['it was opened', facts({ invitation: pending({ openedAt: hours(-1) }) }), 'not_accepted', 'new_link'],
  ['it ran out', facts({ invitation: pending({ expiresAt: hours(-1) }) }), 'ran_out', 'new_link'],
  [
    'it ran out as the issuer left',
    facts({ invitation: pending({ expiresAt: now, issuer: isGone }) }),
    'ran_out',
    'new_link',
  ],
  [
    'there was a link before',
    facts({ invitation: pending({ generation: 2, olderSentAt: hours(-9) }) }),
    'superseded',
    'new_link',
  ],
  [
    'Slack shows another address',
    facts({ invitation: pending() }, { slackEmail: 'gh@example.com' }),
    'other_address',
    'another_address',
  ],
  [
    'Slack shows the same, in capitals',
    facts({ invitation: pending() }, { slackEmail: 'Grace@Example.com' }),
    'not_opened',
    'new_link',
  ],
  [
    'it was opened at the other address',
    facts({ invitation: pending({ openedAt: hours(-1) }) }, { slackEmail: 'gh@example.com' }),
    'not_accepted',
    'new_link',
  ],
  [
    'it was withdrawn',
    facts({ invitation: pending({ status: 'WITHDRAWN', decidedAt: hours(-1) }) }),
    'withdrawn',
    'invite',
  ],
  ['they declined', facts({ invitation: pending({ status: 'DECLINED', decidedAt: hours(-1) }) }), 'declined', 'invite'],
  ['they asked not to be written to', facts({ stoppedAt: hours(-1) }), 'stopped', 'nothing'],
  ['that, with an invitation waiting', facts({ stoppedAt: hours(-1), invitation: pending() }), 'stopped', 'nothing'],
  ['the issuer left', facts({ invitation: pending({ issuer: isGone }) }), 'issuer_lost_right', 'new_link'],
  ['the system issued it', facts({ invitation: pending({ issuer: { kind: 'system' } }) }), 'not_opened', 'new_link'],
  [
    'they were deactivated',
    facts({ membership: member({ status: 'DEACTIVATED', ...ended }) }),
    'deactivated',
    'reactivate',
  ],
  ['they were removed', facts({ membership: member({ status: 'REMOVED', ...ended }) }), 'removed', 'invite'],
  [
    'they were deactivated, invited since, and that was withdrawn',
    facts({
      membership: member({ status: 'DEACTIVATED', ...ended }),
      invitation: pending({ status: 'WITHDRAWN', decidedAt: hours(-1) }),
    }),
    'withdrawn',
    'invite',
  ],
  [
    'they were deactivated after an invitation was withdrawn',
    facts({
      membership: member({ status: 'DEACTIVATED', ...ended }),
      invitation: pending({ status: 'WITHDRAWN', decidedAt: hours(-50) }),
    }),
    'deactivated',
    'reactivate',
  ],
  [
    'they were deactivated and are invited',
    facts({ membership: member({ status: 'DEACTIVATED', ...ended }), invitation: pending() }),
    'not_opened',
    'new_link',
  ],
  ['they are in', facts({ membership: member() }), 'active', 'tell_sign_in'],
  [
    'they are in and have it',
    facts({ membership: member() }, { thing: { ...product, isHeld: true } }),
    'active',
    'tell_sign_in',
  ],
  ['they are in and lack it', facts({ membership: member() }, { thing: product }), 'lacks', 'give_product'],
  [
    'they lack a permission',
    facts({ membership: member() }, { thing: { ...product, kind: 'permission' } }),
    'lacks',
    'give_permission',
  ],
  ['it is off', facts({ membership: member() }, { thing: { ...product, isOffered: false } }), 'lacks', 'open_products'],
  [
    'their role is another',
    facts({ membership: member() }, { thing: { ...product, kind: 'role' } }),
    'lacks',
    'change_role',
  ],
  ['they are in and stopped mail', facts({ membership: member(), stoppedAt: now }), 'active', 'tell_sign_in'],
];

const kindOfFix = (verdict: Verdict, mails: MailState = 'ready') =>
  fixOf(verdict, 'grace@example.com', mails)?.kind ?? 'nothing';

describe('verdictOf', () => {
  it.each(rows)('when %s', (_when, given, verdict, fix) => {
    const found = verdictOf(given, now);
    expect([found.kind, kindOfFix(found)]).toEqual([verdict, fix]);
  });

  it('when no link can be mailed, a card that was not answered is sent anew', () => {
    const found = verdictOf(facts({ invitation: pending({ deliveries: [mailed({ channel: 'DM' })] }) }), now);
    expect(kindOfFix(found, 'no_server')).toBe('new_link');
    expect(kindOfFix(found, 'no_public_address')).toBe('new_link');
  });

  it('when there is no page that a link could lead to, offers none to be copied', () => {
    const found = verdictOf(facts({ invitation: unsent([failed('mail_server_unreachable')]) }), now);
    expect(kindOfFix(found, 'no_server')).toBe('copy_link');
    expect(kindOfFix(found, 'no_public_address')).toBe('another_address');
  });

  it('when the role is no longer given out, says so', () => {
    const role = { name: 'Member', rank: 20, isRetired: true };
    const found = verdictOf(facts({ invitation: pending({ role }) }), now);
    expect(found).toMatchObject({ kind: 'issuer_lost_right', role });
    expect(kindOfFix(found)).toBe('edit');
  });
});

describe('the nearest address', () => {
  const named = (email: string, firstName: string | null = null, lastName: string | null = null) => ({
    email,
    firstName,
    lastName,
  });

  it.each([
    ['grace.hopper@example.com', 'grace.hoper@example.com', 'slip'],
    ['grace.hopper@example.com', 'garce.hoper@example.com', undefined],
    ['grace.hopper@example.com', 'grace.hopper@exmaple.com', 'slip'],
    ['grace.hopper@example.com', 'grace_hopper@example.com', 'look_alike'],
    ['ma1a0@example.com', 'malao@example.com', 'look_alike'],
    ['modern@example.com', 'modem@example.com', 'look_alike'],
    ['jose@example.com', 'josé@example.com', 'look_alike'],
    ['grace@example.com', 'grace@example.org', 'other_domain'],
    ['grace@example.com', 'grace@elsewhere.test', 'other_domain'],
    ['Grace@Example.com', 'grace@example.com', undefined],
    ['grace@example.com', 'linus@example.com', undefined],
  ])('%s is to %s: %s', (asked, known, likeness) => {
    expect(nearestOf(named(asked), [named(known)])?.likeness).toBe(likeness);
  });

  it('is told by the name where both names are known, and not by a first name alone', () => {
    const asked = named('gh@example.com', 'Grace', 'Hopper');
    expect(nearestOf(asked, [named('amazing@elsewhere.test', 'GRACE', 'Hopper')])?.likeness).toBe('same_name');
    expect(nearestOf(named('gh@example.com', 'Grace'), [named('amazing@elsewhere.test', 'Grace')])).toBeNull();
  });

  it('is the surest of several', () => {
    const known = ['grace@elsewhere.test', 'grade@example.com', 'gracee@example.com'].map((email) => named(email));
    expect(nearestOf(named('grace@example.com'), known)?.email).toBe('grade@example.com');
  });

  it('is looked up among a few thousand addresses, and not at all for one that nobody types', () => {
    const slips = addressesOneSlipAway('grace@example.com');
    expect(slips).toEqual(expect.arrayContaining(['grce@example.com', 'garce@example.com', 'grace@example.co']));
    expect(slips).not.toContain('grace@example.com');
    expect(slips.length).toBeLessThan(2000);
    expect(addressesOneSlipAway(`${'g'.repeat(64)}@${'e'.repeat(180)}.com`)).toEqual([]);
  });
});
