import { describe, expect, it } from 'vitest';
import type { ConcernedMember, HappeningKind, HappeningRecord } from '../../../src/domain/happening.ts';
import type { ShownHappening } from '../../../src/ports/happenings.ts';
import { addressesMessage, happeningCard } from '../../../src/slack/views/happening-card.ts';
import { at, id, longest, organization, party } from '../examples.ts';
import { expectMessage } from '../shown.ts';
import { hostileMember, hostileName, hostileOrganization } from '../worst-case.ts';

const bob: ConcernedMember = {
  ...{ membershipId: id(3), email: 'bob@example.com', firstName: 'Bob', lastName: 'Sample', status: 'ACTIVE' },
  ...{ joinedAt: at, endedAt: null, endedBy: null, roleName: 'Admin', isAdmin: true },
  ...{ teamNames: ['Sales', 'Design'], pendingIssued: 12 },
};

const happening = (kind: HappeningKind, given: Partial<HappeningRecord> = {}): HappeningRecord => ({
  ...{ id: id(1), organizationId: id(2), kind, slack: { teamId: 'T0000000001', userId: 'U0000000001' } },
  ...{ email: 'bob@example.com', at, member: kind === 'joined' ? null : bob },
  ...{ invited: null, dismissed: null, overAt: null, ...given },
});

const shown = (record: HappeningRecord, given: Partial<ShownHappening> = {}): ShownHappening => ({
  ...{ happening: record, organization, person: null, offer: { roleName: 'Viewer', teamName: 'Sales' } },
  ...given,
});

const textOf = (record: HappeningRecord): string => JSON.stringify(happeningCard(shown(record)).blocks);
const buttons = (record: HappeningRecord): number => textOf(record).split('"button"').length - 1;

describe('the card of a happening', () => {
  it('says who it is, what they are here, and what they look after', () => {
    expect(textOf(happening('left'))).toMatch(
      /Admin in Sales and Design, since.*They look after 12 pending invitations/,
    );
    expect(textOf(happening('left', { member: { ...bob, pendingIssued: 1 } }))).toContain('1 pending invitation.');
    expect(textOf(happening('left', { member: { ...bob, teamNames: [], pendingIssued: 0 } }))).toMatch(
      /: Admin, since/,
    );
  });

  it('offers what is sensible: the team is named where there is one', () => {
    const offered = (offer: ShownHappening['offer']) =>
      JSON.stringify(happeningCard(shown(happening('joined'), { offer })).blocks);
    expect(offered({ roleName: 'Viewer', teamName: 'Sales' })).toContain('Invite as Viewer in Sales…');
    expect(offered({ roleName: 'Viewer', teamName: null })).toContain('"Invite as Viewer…"');
    expect(offered({ roleName: null, teamName: null })).toContain('"Invite…"');
    const back = { ...bob, status: 'REMOVED', endedAt: at } as const;
    expect(textOf(happening('joined', { member: back }))).toContain('Was removed here');
  });

  const by = party;
  const ended = { ...bob, status: 'DEACTIVATED', endedAt: at, endedBy: by } as const;
  it.each<[string, HappeningRecord, RegExp]>([
    ['deactivated', happening('left', { member: ended, dismissed: { at, by } }), /Deactivated by Ada/],
    ['removed', happening('guest', { member: { ...ended, status: 'REMOVED', endedBy: null } }), /Removed, /],
    ['put aside', happening('left', { dismissed: { at, by } }), /Not now, said Ada/],
    ['back', happening('left', { overAt: at }), /Is back in Slack/],
    [
      'demoted',
      happening('guest', { member: { ...bob, isAdmin: false, roleName: 'Viewer' } }),
      /Is Viewer now, and no admin/,
    ],
    ['no guest', happening('guest', { overAt: at }), /Is no guest in Slack any more/],
    ['invited', happening('joined', { invited: { at, by }, overAt: at }), /Invited by Ada/],
    ['not needed', happening('joined', { dismissed: { at, by }, overAt: at }), /Not needed, said Ada/],
    ['gone', happening('joined', { overAt: at }), /Is not in Slack any more/],
    ['a member', happening('joined', { member: bob }), /Is a member now/],
  ])('once somebody is %s, says so, and has no buttons', (_what, record, words) => {
    expect(textOf(record)).toMatch(words);
    expect(buttons(record)).toBe(0);
  });

  it('at its fullest, is taken by Slack', () => {
    const full: ConcernedMember = {
      ...bob,
      ...{ email: hostileMember.email, firstName: hostileName, lastName: longest(80), roleName: hostileName },
      ...{ teamNames: Array.from({ length: 10 }, () => hostileName), pendingIssued: 1_000_000 },
    };
    const offer = { roleName: hostileName, teamName: longest(80) };
    for (const kind of ['left', 'guest', 'joined'] as const) {
      for (const given of [{}, { dismissed: { at, by: full } }, { member: { ...full, ...ended, endedBy: full } }]) {
        const record = happening(kind, { member: full, email: full.email, ...given });
        expectMessage(happeningCard(shown(record, { organization: hostileOrganization, offer })));
      }
    }
    const rows = Array.from({ length: 10 }, () => happening('address', { member: full, email: full.email }));
    expectMessage(addressesMessage({ rows, total: 5_000 }, organization.timeZone));
  });
});
