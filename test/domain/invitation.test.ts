import { describe, expect, it } from 'vitest';
import { invitationState, linkEnd, pendingGroups } from '../../src/domain/invitation.ts';

const now = new Date('2026-03-02T12:00:00.000Z');
const later = new Date(now.getTime() + 1);
const before = new Date(now.getTime() - 1);

describe('invitationState', () => {
  it.each([
    ['PENDING', null, 'scheduled'],
    ['PENDING', later, 'waiting'],
    ['PENDING', now, 'expired'],
    ['PENDING', before, 'expired'],
    ['ACCEPTED', later, 'accepted'],
    ['ACCEPTED', before, 'accepted'],
    ['DECLINED', later, 'declined'],
    ['DECLINED', before, 'declined'],
    ['WITHDRAWN', null, 'withdrawn'],
    ['WITHDRAWN', before, 'withdrawn'],
  ] as const)('of a %s one whose link ends at %s is %s', (status, expiresAt, state) => {
    expect(invitationState({ status, expiresAt }, now)).toBe(state);
  });
});

describe('linkEnd', () => {
  it.each([
    [1, '2026-03-02T13:00:00.000Z'],
    [24, '2026-03-03T12:00:00.000Z'],
    [720, '2026-04-01T12:00:00.000Z'],
  ])('of a life of %i hours is counted from the sending', (hours, end) => {
    expect(linkEnd(now, hours).toISOString()).toBe(end);
  });

  it('counts hours, not days of the clock: 24 hours also where the clocks change', () => {
    expect(linkEnd(new Date('2026-03-28T12:00:00Z'), 24).toISOString()).toBe('2026-03-29T12:00:00.000Z');
  });
});

describe('the pending groups', () => {
  it('are shown with what needs somebody first', () => {
    expect(pendingGroups).toEqual([
      'not_delivered',
      'ending_today',
      'waiting',
      'scheduled',
      'ran_out_this_week',
      'older',
    ]);
  });
});
