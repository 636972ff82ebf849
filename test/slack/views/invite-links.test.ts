import { describe, expect, it } from 'vitest';
import type { LinkClosed } from '../../../src/domain/invite-link.ts';
import type { JoinOffer, SlackJoinRefusal } from '../../../src/services/join-in-slack.ts';
import type { ListedLink } from '../../../src/services/list-invite-links.ts';
import type { LinkForm } from '../../../src/services/read-link-form.ts';
import { wordJoin } from '../../../src/slack/join-texts.ts';
import {
  type FilledLink,
  INVITE_LINK_FORM,
  inviteLinkForm,
  linkRefusalField,
  parseLink,
  readFilledLink,
} from '../../../src/slack/views/invite-link-form.ts';
import {
  decodeLinkPosition,
  inviteLinksModal,
  readLinkId,
  shownLinkModal,
} from '../../../src/slack/views/invite-links-modal.ts';
import { joinedModal, joinModal } from '../../../src/slack/views/join-modal.ts';
import { validateModal } from '../../support/workspace/kit/validate-view.ts';
import { stateOf } from '../../support/workspace/values.ts';
import { aLink, at, hostileTexts, id, longest, party, words } from '../examples.ts';
import { expectModal, mrkdwnIn } from '../shown.ts';

const hostile = (n: number): string => `${hostileTexts[n % hostileTexts.length]}${longest(60)}`.slice(0, 60);
const closedBy: readonly (LinkClosed | null)[] = [
  null,
  { kind: 'links_off' },
  { kind: 'link_out_of_order', why: 'creator_lost_right' },
  { kind: 'link_revoked', at },
  { kind: 'link_ended', at },
  { kind: 'link_used_up', uses: 1000 },
];
const aRow = (n: number): ListedLink => ({
  ...aLink({
    id: id(n),
    role: { ...aLink().role, name: hostile(n) },
    team: { id: id(5), name: hostile(n + 1), isArchived: false },
    allowedDomains: Array.from({ length: 20 }, (_, index) => `${'a'.repeat(60)}.${'b'.repeat(60)}${index}.example.com`),
    maxUses: 1000,
    uses: n % 2,
    creator: { ...party, firstName: hostileTexts.join('').slice(0, 80), lastName: longest(80) },
  }),
  closed: closedBy[n % closedBy.length] ?? null,
});
/** The form as it opens, filled in with what it starts with. */
const opened = (form: LinkForm): FilledLink => {
  const verdict = validateModal(inviteLinkForm(form, null));
  if (!verdict.ok) throw new Error('Slack does not take it');
  return readFilledLink(stateOf(verdict.view.blocks));
};
const list = { rows: [], policy: 'LEAST_ROLE', hasNext: false, hasPrevious: false } as const;
const textOf = (view: unknown): string =>
  mrkdwnIn(view)
    .map(({ text }) => text)
    .join('\n');

describe('the list of invite links', () => {
  it('of 25 at their longest is a modal that Slack takes, whatever became of them', () => {
    const rows = Array.from({ length: 25 }, (_, n) => aRow(n));
    for (const policy of ['ANY_ROLE', 'OFF'] as const) {
      expectModal(
        inviteLinksModal({ rows, policy, hasNext: true, hasPrevious: true }, { before: id(1) }, words, [longest(300)]),
      );
    }
    const open = rows.map((row) => ({ ...row, closed: null }));
    expectModal(
      inviteLinksModal({ ...list, rows: open, hasNext: true, hasPrevious: true }, null, words, [longest(300)]),
    );
    expectModal(shownLinkModal(aRow(1), `https://usher.example.com/join/${longest(200)}`, words));
  });

  it('says what each is for and what became of it, and offers only what helps', () => {
    const row = (closed: LinkClosed | null): ListedLink => ({ ...aLink({ uses: 1, maxUses: 2 }), closed });
    const open = inviteLinksModal({ ...list, rows: [row(null)] }, null, words);
    expect(textOf(open)).toMatch(
      /\*Viewer in Sales\*\n1 of 2 people joined · until[\s\S]*for any address · made .*Ada Example answers/,
    );
    expect(JSON.stringify(open)).toMatch(/New link.*Show the link.*The 1 person who joined by it stays/);
    const off = JSON.stringify(
      inviteLinksModal({ ...list, policy: 'OFF', rows: [row({ kind: 'links_off' })] }, null, words),
    );
    expect(off).toMatch(/Invite links are off.*open_settings.*Revoke/);
    expect(off).not.toMatch(/New link|Show the link/);
    const over = JSON.stringify(
      inviteLinksModal({ ...list, rows: [row({ kind: 'link_used_up', uses: 1 })] }, null, words),
    );
    expect(over).toContain('used up: 1 person has joined');
    expect(over).not.toMatch(/Show the link|Revoke/);
    expect(textOf(inviteLinksModal(list, null, words))).toContain('There are no invite links yet');
  });

  it('reads back where it stands, and no id from what is none', () => {
    const view = inviteLinksModal(list, { after: id(1) }, words);
    expect(decodeLinkPosition(view.private_metadata ?? '')).toEqual({ after: id(1) });
    expect(decodeLinkPosition('nothing')).toBeNull();
    expect([readLinkId(id(1)), readLinkId(`${id(1)}'`)]).toEqual([id(1), '00000000-0000-0000-0000-000000000000']);
  });
});

describe('joining in Slack', () => {
  it('is a modal that Slack takes at its fullest, and says in the end what one is', () => {
    const person: JoinOffer['person'] = {
      ...{ teamId: 'T0000000001', userId: 'U0000000001', emailConfirmed: true, timeZone: null, standing: 'person' },
      ...{ email: `${longest(64)}@example.com`, firstName: hostileTexts.join('').slice(0, 80), lastName: longest(80) },
    };
    expectModal(joinModal({ link: aRow(1), person }, words));
    expectModal(joinedModal(aRow(1), words));
    expect(textOf(joinedModal(aLink(), words))).toContain(
      'You are a member of *Example Org* now, as *Viewer in Sales*.',
    );
  });

  it('is refused with the next step, without a word of what is no business of theirs', () => {
    const refusals: readonly SlackJoinRefusal[] = [
      ...([{ kind: 'invite_link_unknown' }, { kind: 'address_not_confirmed' }, { kind: 'slack_silent' }] as const),
      ...([{ kind: 'was_member' }, { kind: 'own_invitation' }, { kind: 'domain_not_welcome' }] as const),
      ...([{ kind: 'not_by_link' }, { kind: 'already_member', since: at }] as const),
      ...closedBy.filter((closed) => closed !== null),
    ];
    for (const refusal of refusals) {
      const text = wordJoin(refusal, words);
      expect(text, refusal.kind).toMatch(/Type|Confirm|Try|Ask|shows|Nothing was done/);
      expect(text).not.toMatch(/may not give its role|undefined/);
    }
  });
});

describe('the form of an invite link', () => {
  const roles = Array.from({ length: 100 }, (_, n) => ({
    ...aLink().role,
    ...{ id: id(n), name: hostile(n), description: longest(75), forWhom: longest(200), isDefault: false },
  }));
  const teams = roles.map(({ id: teamId, name }) => ({
    id: teamId,
    name,
    slackChannelId: null,
    defaultProductIds: [],
  }));
  const form = {
    roles,
    teams,
    presetDomains: Array.from({ length: 100 }, (_, n) => `${'a'.repeat(60)}${n}.example.com`),
  };
  const small = { roles: roles.slice(0, 2), teams: teams.slice(0, 2), presetDomains: ['xn--mller-kva.example'] };

  it('at its fullest is a modal that Slack takes, also with what was wrong above it', () => {
    expectModal(inviteLinkForm(form, { after: id(1) }));
    expect(inviteLinkForm(form, null).callback_id).toBe(INVITE_LINK_FORM);
    const filled = { roleId: id(2), teamId: id(3), domains: longest(3000), uses: 'many', days: '' };
    expectModal(inviteLinkForm(form, null, filled, [longest(300), longest(300)]));
  });

  it('as it opens asks for a team, and is otherwise the least role for a week and 50 people of the own domains', () => {
    const filled = opened(small);
    expect(filled).toEqual({ roleId: id(0), teamId: null, domains: 'müller.example', uses: '50', days: '7' });
    expect(parseLink({ ...filled, teamId: id(1) })).toEqual({
      ok: true,
      value: { roleId: id(0), teamId: id(1), allowedDomains: ['xn--mller-kva.example'], maxUses: 50, days: 7 },
    });
    expect(opened({ ...small, teams: [] })).toMatchObject({ teamId: null });
  });

  it.each([
    [{ domains: 'example.com, not a domain' }, 'link_domains', /“not” is not a domain/],
    [
      { domains: Array.from({ length: 21 }, (_, n) => `d${n}.example.com`).join('\n') },
      'link_domains',
      /At most 20 domains fit; these are 21/,
    ],
    [{ uses: '0' }, 'link_uses', /from 1 to 1,000/],
    [{ uses: '1001' }, 'link_uses', /from 1 to 1,000/],
    [{ uses: '1e2' }, 'link_uses', /from 1 to 1,000/],
    [{ days: '365' }, 'link_days', /Choose when/],
    [{ roleId: null }, 'link_role', /Choose a role/],
  ])('with %j, says on %s what to write', (wrong, field, says) => {
    const parsed = parseLink({ ...opened(small), ...wrong });
    expect(parsed).toMatchObject({ ok: false, refusal: { [field]: expect.stringMatching(says) } });
  });

  it('has a field for each refusal that is about one', () => {
    const role = 'Member';
    expect(linkRefusalField({ kind: 'role_above_least', role, least: 'Viewer' })).toBe('link_role');
    expect(linkRefusalField({ kind: 'team_needed' })).toBe('link_team');
    expect(linkRefusalField({ kind: 'domain_in_vain', domain: 'example.net' })).toBe('link_domains');
    expect(linkRefusalField({ kind: 'links_off' })).toBeUndefined();
  });
});
