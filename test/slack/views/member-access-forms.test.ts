import { describe, expect, it } from 'vitest';
import type { MemberRecord } from '../../../src/domain/member-record.ts';
import type { MemberAccess } from '../../../src/services/read-member-access.ts';
import { memberProductsForm, parseMemberProducts } from '../../../src/slack/views/member-products-form.ts';
import { memberTeamsForm, parseMemberTeams } from '../../../src/slack/views/member-teams-form.ts';
import { validateModal } from '../../support/workspace/kit/validate-view.ts';
import { stateOf } from '../../support/workspace/values.ts';
import { at, hostileTexts, id, longest, words } from '../examples.ts';
import { expectModal, mrkdwnIn } from '../shown.ts';

const hostile = (n: number): string => `${hostileTexts[n % hostileTexts.length]}${longest(60)}`.slice(0, 60);

const member = (rest: Partial<MemberRecord> = {}): MemberRecord => ({
  membershipId: id(1),
  email: `${longest(64)}@example.com`,
  emailKey: 'grace@example.com',
  firstName: hostile(1),
  lastName: longest(80),
  status: 'ACTIVE',
  version: 7,
  role: { id: id(2), name: 'Viewer', description: '', rank: 10, isAdmin: false, isRetired: false },
  primaryTeamId: null,
  secondaryTeamIds: [],
  productIds: [],
  joinedAt: at,
  endedAt: null,
  slack: null,
  ...rest,
});

const access = (count: number, rest: Partial<MemberRecord> = {}): MemberAccess => ({
  member: member(rest),
  teams: Array.from({ length: count }, (_, n) => ({
    id: id(100 + n),
    name: hostile(n),
    slackChannelId: null,
    defaultProductIds: [],
  })),
  products: Array.from({ length: count }, (_, n) => ({ id: id(500 + n), name: hostile(n), isDefault: false })),
});

const all = (from: number, count: number) => Array.from({ length: count }, (_, n) => id(from + n));

const stateIn = (view: unknown): unknown => {
  const verdict = validateModal(view);
  if (!verdict.ok) throw new Error(verdict.messages.join());
  return stateOf(verdict.view.blocks);
};

const textOf = (view: unknown): string =>
  mrkdwnIn(view)
    .map(({ text }) => text)
    .join('\n');

describe.each([1, 10, 100])('with %i teams and products', (count) => {
  it('the form of somebody’s teams is a modal that Slack takes, and reads back what they have', () => {
    const view = memberTeamsForm(
      access(count, { primaryTeamId: id(100), secondaryTeamIds: all(101, count - 1) }),
      words,
      undefined,
      ['Changed.'],
    );
    expectModal(view);
    expect(parseMemberTeams(stateIn(view))).toEqual({ primaryTeamId: id(100), secondaryTeamIds: all(101, count - 1) });
  });

  it('the form of somebody’s products is one too, whatever is gained and lost', () => {
    expectModal(memberProductsForm(access(count), words, all(500, count)));
    const view = memberProductsForm(access(count, { productIds: all(500, count) }), words, undefined, ['Changed.']);
    expectModal(view);
    expect(parseMemberProducts(stateIn(view))).toEqual(all(500, count));
    expectModal(memberProductsForm(access(count, { productIds: all(500, count) }), words, []));
  });
});

describe('the form of products', () => {
  it('says what the ticks gain and lose before they are sent; what is off is neither', () => {
    const given = access(3, { productIds: [id(500), id(999)] });
    expect(textOf(memberProductsForm(given, words))).toContain('Nothing is changed yet.');
    const text = textOf(memberProductsForm(given, words, [id(501)]));
    expect(text).toMatch(/\*Gains:\* .*\n\*Loses:\* /);
  });

  it('where there are none, both forms say what to do', () => {
    expect(textOf(memberProductsForm(access(0), words))).toContain('No product is on at the moment.');
    expect(textOf(memberTeamsForm(access(0), words))).toContain('There are no teams yet.');
  });
});
