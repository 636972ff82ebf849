import { describe, expect, it } from 'vitest';
import type { InviteForm } from '../../../src/services/read-invite-form.ts';
import { type InvitePrefill, inviteModal } from '../../../src/slack/views/invite-modal.ts';
import { parseInviteModal, prefillOf, readFilledForm } from '../../../src/slack/views/parse-invite-modal.ts';
import { validateModal } from '../../support/workspace/kit/validate-view.ts';
import { stateOf } from '../../support/workspace/values.ts';
import { hostileTexts, id, longest, words } from '../examples.ts';
import { expectModal } from '../shown.ts';
import { aForm, aRole, named } from './form-examples.ts';

/** What `view.state.values` holds when nobody has touched the form. */
const untouched = (form: InviteForm, prefill?: InvitePrefill): unknown => {
  const verdict = validateModal(inviteModal(form, words, prefill));
  if (!verdict.ok) throw new Error(verdict.messages.join());
  return stateOf(verdict.view.blocks);
};

const parse = (form: InviteForm, prefill: InvitePrefill) =>
  parseInviteModal(readFilledForm(untouched(form, prefill)), 'T0000000001');

const hostileName = (n: number): string => `${hostileTexts[n % hostileTexts.length]} ${longest(90)}`;

describe('inviteModal', () => {
  it('says what invitations lack, and the command that mends it', () => {
    const text = JSON.stringify(inviteModal(aForm({ missingSettings: ['product_url', 'support_contact'] }), words));
    expect(text).toContain("can't say yet where to sign in and whom to ask for help. `/members settings` sets it.");
  });

  it('when everything is at its longest, is a modal that Slack takes, with nothing active in it', () => {
    const roles = Array.from({ length: 10 }, (_, n) =>
      aRole(n + 1, hostileName(n), { description: longest(75), forWhom: longest(200) }),
    );
    const form = aForm({
      roles,
      teams: named(100, 100, hostileName),
      products: named(100, 200, hostileName),
      presetProductIds: Array.from({ length: 100 }, (_, n) => id(200 + n)),
      missingSettings: ['product_url', 'getting_started_url', 'support_contact'],
      mailState: 'no_public_address',
    });
    const problems = Array.from({ length: 30 }, () => longest(300));
    expectModal(
      inviteModal(form, words, { addresses: longest(5000), note: longest(4000), userIds: ['U0000000001'] }, problems),
    );
  });

  it('when there are more roles, teams and products than one menu holds, still offers them all', () => {
    const many = (from: number) => named(250, from, (n) => `Name ${n}`);
    const roles = Array.from({ length: 30 }, (_, n) => aRole(n + 1, `Role ${n}`));
    const view = inviteModal(aForm({ roles, teams: many(1000), products: many(2000) }), words);
    expectModal(view);
    const offered = JSON.stringify(view).match(/"Name 249"/g) ?? [];
    // Primary team, other teams, products.
    expect(offered.length).toBe(3);
  });

  it('when a role is to be chosen, says what each can do and for whom it is', () => {
    const roles = [
      aRole(1, 'Viewer', { description: 'Can look at everything.', forWhom: 'People who need to see.' }),
      aRole(2, 'Member', { description: 'Can edit everything.', forWhom: 'Anyone who does the work.' }),
    ];
    const text = JSON.stringify(inviteModal(aForm({ roles }), words));
    for (const { description, forWhom } of roles) {
      expect(text).toContain(description);
      expect(text).toContain(forWhom);
    }
  });

  it('when somebody has several addresses, says which one to take', () => {
    expect(JSON.stringify(inviteModal(aForm(), words))).toMatch(/several addresses, the main one/);
  });

  it('when the organization has no teams and no products, leaves their fields out', () => {
    const view = inviteModal(aForm({ teams: [], products: [] }), words);
    expectModal(view);
    expect(view.blocks.map((block) => block.block_id)).not.toContain('primary_team');
  });

  it('when nothing is chosen, starts with the preset role and products', () => {
    const filled = readFilledForm(untouched(aForm()));
    expect(filled.role?.value).toBe(id(1));
    expect(filled.productIds).toEqual([id(200)]);
  });

  it('when it is built again from what was filled in, holds the same', () => {
    const prefill: InvitePrefill = {
      addresses: 'Ada Example <ada@example.com>',
      userIds: ['U0000000001'],
      roleId: id(2),
      primaryTeamId: id(101),
      secondaryTeamIds: [id(100)],
      productIds: [id(201)],
      note: 'Hello',
    };
    const once = readFilledForm(untouched(aForm(), prefill));
    expect(readFilledForm(untouched(aForm(), prefillOf(once)))).toEqual(once);
  });
});

describe('parseInviteModal', () => {
  it('when addresses and people are named, gives an entry for each, the line with it', () => {
    const parsed = parse(aForm(), {
      addresses: 'Grace Hopper <grace@example.com>\n\nada@example.com',
      userIds: ['U0000000001'],
      primaryTeamId: id(100),
      secondaryTeamIds: [id(100), id(101)],
      note: ' Hello ',
    });
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        input: {
          entries: [
            { line: 1, email: 'grace@example.com', firstName: 'Grace', lastName: 'Hopper', slack: null },
            { line: 3, email: 'ada@example.com', firstName: null, lastName: null, slack: null },
            { line: null, email: '', slack: { teamId: 'T0000000001', userId: 'U0000000001' } },
          ],
          primaryTeamId: id(100),
          // The primary team is not also a secondary one.
          secondaryTeamIds: [id(101)],
          note: 'Hello',
        },
      },
    });
  });

  it('when an address stands twice, invites it once', () => {
    const parsed = parse(aForm(), { addresses: 'ada@example.com\nADA@example.com', primaryTeamId: id(100) });
    expect(parsed.ok && parsed.value.input.entries).toHaveLength(1);
  });

  it('when nobody is named, says so on the addresses', () => {
    expect(parse(aForm(), {})).toMatchObject({
      ok: false,
      refusal: { addresses: expect.stringMatching(/at least one person/) },
    });
  });

  it('when lines can not be read, names the first three and counts the rest', () => {
    const addresses = Array.from({ length: 7 }, (_, n) => `nothing here ${n}`).join('\n');
    const parsed = parse(aForm(), { addresses });
    expect(parsed.ok ? '' : parsed.refusal['addresses']).toMatch(
      /^Line 1: .*; line 2: .*; line 3: .*; also lines 4, 5, 6,? and 7\.$/,
    );
  });

  it('when a sheet names another role, team or product than the form, says so line by line', () => {
    const sheet = (title: string, value: string) => `email\t${title}\na@example.com\t${value}`;
    const form = { primaryTeamId: id(100) };
    for (const [title, value] of [
      ['role', 'Member'],
      ['team', 'Support'],
      ['products', 'Borealis'],
    ] as const) {
      const parsed = parse(aForm(), { ...form, addresses: sheet(title, value) });
      expect(parsed.ok ? '' : parsed.refusal['addresses']).toMatch(new RegExp(`Line 2 says \\w+ “${value}”`));
    }
    for (const [title, value] of [
      ['role', 'viewer'],
      ['team', 'sales'],
      ['products', 'atlas'],
    ] as const) {
      expect(parse(aForm(), { ...form, addresses: sheet(title, value) }).ok).toBe(true);
    }
  });

  it('when a column or a cell is not used, hands that on instead of dropping it', () => {
    const parsed = parse(aForm(), { addresses: 'email\tphone\na@example.com\t123', primaryTeamId: id(100) });
    expect(parsed).toMatchObject({ ok: true, value: { ignoredColumns: ['phone'] } });
  });

  it('when the note is too long or carries a link, says so on the note', () => {
    for (const [note, error] of [
      ['x'.repeat(301), /301 characters; 300 fit/],
      ['see https://evil.example', /link/],
    ] as const) {
      const parsed = parse(aForm(), { addresses: 'a@example.com', note });
      expect(parsed.ok ? '' : parsed.refusal['note']).toMatch(error);
    }
  });
});
