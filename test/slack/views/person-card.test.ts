import { describe, expect, it } from 'vitest';
import type { MemberActor } from '../../../src/domain/actor.ts';
import type { RosterRow } from '../../../src/domain/member.ts';
import type { PersonAct } from '../../../src/slack/person-act.ts';
import { actsOn } from '../../../src/slack/person-acts.ts';
import { decodeMember, encodeMember } from '../../../src/slack/views/member-value.ts';
import { type PersonCardFrame, personCardModal } from '../../../src/slack/views/person-card.ts';
import { personPicker } from '../../../src/slack/views/person-picker.ts';
import { aCard, anEvent, at, hostileTexts, id, longest, plainWords, words } from '../examples.ts';
import { expectModal, mrkdwnIn } from '../shown.ts';
import { hostileCard } from '../worst-case.ts';

const anAct = (n: number, rest: Partial<PersonAct> = {}): PersonAct => ({
  id: `act_${n}`,
  label: `Act ${n}`,
  statuses: ['ACTIVE'],
  place: 'main',
  ...rest,
});

const draw = (card = aCard(), rest: Partial<PersonCardFrame> = {}) =>
  personCardModal(card, { now: at, acts: [], words, plainWords, ...rest });

const textOf = (view: unknown): string =>
  mrkdwnIn(view)
    .map(({ text }) => text)
    .join('\n');

type Button = { action_id: string; value: string; style?: string; accessibility_label?: string };

const buttonRows = (view: ReturnType<typeof draw>): Button[][] =>
  view.blocks.flatMap((block) => ('elements' in block && block.type === 'actions' ? [block.elements as Button[]] : []));

describe('personCardModal', () => {
  it('at the longest of everything and with more acts than there will be, is a modal that Slack takes', () => {
    const acts = (['main', 'more', 'danger'] as const).flatMap((place, row) =>
      Array.from({ length: 25 }, (_, n) => anAct(row * 25 + n, { place, label: longest(75) })),
    );
    const view = draw(hostileCard, { acts, notice: [longest(3000), ...hostileTexts.map(() => longest(200))] });
    expectModal(view, { mentions: ['U0000000001', 'U0000000002'] });
    expect(buttonRows(view).map(({ length }) => length)).toEqual([25, 25, 25]);
  });

  it('tells who it is, how they stand, what they may, and what happened last', () => {
    const text = textOf(
      draw(
        aCard({
          role: { ...aCard().role, permissionNames: ['Read', 'Write'] },
          permissions: [
            { id: id(11), name: 'Export', isSensitive: false },
            { id: id(12), name: 'Send as', isSensitive: true },
          ],
          invited: 3,
          pendingIssued: 1,
          events: [anEvent(), anEvent({ action: 'membership.join', actorKind: 'INVITEE', roleTo: 'Viewer' })],
        }),
      ),
    );
    for (const line of [
      '*Grace Hopper* (grace@example.com) · <@U0000000001>',
      'Active · joined <!date',
      ', invited by Ada Example',
      '*Role:* Viewer. Can look at everything. It brings: Read and Write.',
      '*Team:* Sales, also Support',
      '*Products:* Atlas',
      '*Own permissions:* Export and Send as (sensitive)',
      'Has sent 3 invitations, of which 1 waits.',
      '• Role changed from Viewer to Admin by Ada Example, <!date',
      '• Joined as Viewer, <!date',
    ])
      expect(text).toContain(line);
  });

  it('tells when and by whom a membership ended, and that an invitation waits', () => {
    const ended = { endedAt: at, endedByName: 'Bob Example', slack: null };
    expect(textOf(draw(aCard({ ...ended, status: 'DEACTIVATED' })))).toMatch(
      /\*Deactivated\* <!date.* by Bob Example · joined/,
    );
    const expiresAt = new Date(at.getTime() + 7_200_000);
    const deliveries = [{ channel: 'EMAIL', state: 'BOUNCED', cause: 'mail_refused', at }] as const;
    const text = textOf(
      draw(
        aCard({
          ...ended,
          status: 'REMOVED',
          waiting: { invitationId: id(7), expiresAt, remindersSent: 2, deliveries },
        }),
      ),
    );
    expect(text).toMatch(/\*Removed\* <!date/);
    expect(text).toContain('not linked to a Slack user');
    expect(text).toContain(
      'An invitation waits for them: it ends in 2 hours · came back by mail: the mail server refused this address. Check it, reminded twice.',
    );
  });

  it('lays the acts out by place, each with the membership and its version, the dangerous ones in red', () => {
    const acts = [anAct(1, { place: 'danger' }), anAct(2), anAct(3, { place: 'more' }), anAct(4)];
    const rows = buttonRows(draw(aCard(), { acts }));
    expect(rows.map((row) => row.map(({ action_id }) => action_id))).toEqual([
      ['act_2', 'act_4'],
      ['act_3'],
      ['act_1'],
    ]);
    expect(rows.flat().map(({ value }) => decodeMember(value))).toEqual(
      Array.from({ length: 4 }, () => ({ membershipId: id(6), version: 3, more: '' })),
    );
    expect(rows[2]?.[0]).toMatchObject({ style: 'danger', accessibility_label: 'Act 1: Grace Hopper' });
  });
});

describe('actsOn', () => {
  const admin: MemberActor = {
    kind: 'member',
    organizationId: id(1),
    membershipId: id(2),
    accountId: id(3),
    email: 'ada@example.com',
    firstName: 'Ada',
    lastName: 'Example',
    status: 'ACTIVE',
    role: { id: id(4), name: 'Admin', rank: 100, isAdmin: true },
    slack: { teamId: 'T0000000001', userId: 'U0000000001' },
    isGuest: false,
  };
  const idsFor = (card: ReturnType<typeof aCard>, actor = admin): string[] =>
    actsOn(card, { actor }).map((act) => act.id);

  it('offers what fits the status, and nothing that the invitation list looks after', () => {
    expect(idsFor(aCard({ status: 'REMOVED' }))).toContain('person_invite_again');
    expect(idsFor(aCard({ status: 'ACTIVE' }))).not.toContain('person_invite_again');
    const waiting = { invitationId: id(7), expiresAt: null, remindersSent: 0, deliveries: [] };
    expect(idsFor(aCard({ status: 'REMOVED', waiting }))).not.toContain('person_invite_again');
  });

  it('offers nothing on a higher rank, to nobody but active admins', () => {
    const removed = aCard({ status: 'REMOVED' });
    expect(idsFor(aCard({ ...removed, role: { ...removed.role, rank: 101 } }))).toEqual([]);
    expect(idsFor(removed, { ...admin, role: { ...admin.role, isAdmin: false } })).toEqual([]);
    expect(idsFor(removed, { ...admin, status: 'DEACTIVATED' })).toEqual([]);
  });
});

describe('personPicker', () => {
  const row = (n: number): RosterRow => ({
    membershipId: id(n),
    email: longest(254),
    firstName: hostileTexts[n % hostileTexts.length] ?? '',
    lastName: longest(80),
    roleName: longest(75),
    status: n % 2 ? 'REMOVED' : 'ACTIVE',
    joinedAt: at,
    version: n,
  });

  it('with 25 of the longest rows is a modal that Slack takes, and asks to narrow it down', () => {
    const members = Array.from({ length: 25 }, (_, n) => row(n));
    const pick = { id: 'act_1', label: longest(75), more: longest(200) };
    const view = personPicker({ members, hasMore: true }, longest(60), pick, words);
    expectModal(view);
    expect(textOf(view)).toContain('to narrow it down');
    expect(JSON.stringify(view)).toContain(encodeMember(row(24), pick.more));
  });
});

describe('encodeMember', () => {
  it.each(['', 'admin', '1.2.3', 'two\nlines', '…'])('is read back with %j', (more) => {
    expect(decodeMember(encodeMember({ membershipId: id(1), version: 7 }, more))).toEqual({
      membershipId: id(1),
      version: 7,
      more,
    });
  });

  it.each(['', 'x', id(1), `${id(1)}.`, `${id(1)}.x`, `${id(1)}.1x`])('reads nothing from %j', (value) => {
    expect(decodeMember(value)).toBeUndefined();
  });
});
