import { describe, expect, it } from 'vitest';
import type { InviteRow } from '../../../src/services/invite-members.ts';
import { type InviteResult, inviteResultModal } from '../../../src/slack/views/invite-result-modal.ts';
import { at, hostileTexts, id, longest, words } from '../examples.ts';
import { expectModal, mrkdwnIn } from '../shown.ts';

const aResult = (rows: readonly InviteRow[], rest: Partial<InviteResult> = {}): InviteResult => ({
  rows,
  roleName: 'Viewer',
  teamName: null,
  expiresAt: at,
  sendAfter: null,
  isWithoutProducts: false,
  mailState: 'ready',
  leftOut: [],
  ignoredColumns: [],
  ...rest,
});

const invited = (email: string, name: string | null = null): InviteRow => ({
  line: 1,
  email,
  name,
  outcome: 'invited',
  warnings: [],
  unreached: null,
});

const textOf = (view: unknown): string =>
  mrkdwnIn(view)
    .map(({ text }) => text)
    .join('\n');

describe('inviteResultModal', () => {
  it('when hundreds of the longest rows of each outcome are shown, is a modal that Slack takes', () => {
    const rows = Array.from({ length: 300 }, (_, n): InviteRow => {
      const who = {
        line: n,
        email: `${longest(64)}@example.com`,
        name: `${hostileTexts[n % hostileTexts.length]}${longest(150)}`,
      };
      if (n % 3 === 0)
        return {
          ...who,
          outcome: 'invited',
          warnings: [{ kind: 'same_slack_person', as: longest(254) }],
          unreached: 'admin_needs_mail',
        };
      if (n % 3 === 1) return { ...who, outcome: 'added', warnings: [{ kind: 'was_removed', at }], unreached: null };
      return { ...who, outcome: 'refused', reason: { kind: 'already_pending', invitationId: id(n), expiresAt: at } };
    });
    const leftOut = Array.from({ length: 50 }, (_, line) => ({
      line,
      text: '<!channel>',
      reason: 'unused_text' as const,
    }));
    expectModal(
      inviteResultModal(
        aResult(rows, {
          roleName: longest(75),
          teamName: longest(75),
          leftOut,
          ignoredColumns: hostileTexts,
          mailState: 'no_public_address',
        }),
        words,
      ),
    );
  });

  it('when some went through and some did not, groups them and gives each that did not its line, reason and next step', () => {
    const view = inviteResultModal(
      aResult([
        invited('grace@example.com', 'Grace Hopper'),
        { line: 2, email: 'ada@example.com', name: null, outcome: 'refused', reason: { kind: 'domain_blocked' } },
      ]),
      words,
    );
    const headers = view.blocks.flatMap((block) => (block.type === 'header' && 'text' in block ? [block.text] : []));
    expect(headers).toMatchObject([{ text: 'Invited 1' }, { text: 'Not invited 1' }]);
    expect(textOf(view)).toContain('*ada@example.com* (line 2): is on a blocked domain. Use another address.');
  });

  it('when somebody is invited already, offers to reinvite them', () => {
    const row: InviteRow = {
      line: null,
      email: 'ada@example.com',
      name: null,
      outcome: 'refused',
      reason: { kind: 'already_pending', invitationId: id(1), expiresAt: at },
    };
    expect(JSON.stringify(inviteResultModal(aResult([row]), words))).toContain(
      '"accessibility_label":"Reinvite ada@example.com"',
    );
  });

  it('when more rows than fit are in a group, counts the rest', () => {
    const rows = Array.from({ length: 34 }, (_, n) => invited(`a${n}@example.com`));
    expect(textOf(inviteResultModal(aResult(rows), words))).toContain('and 9 others');
  });

  it('never has a submit button: left in place it would send twice', () => {
    expect(inviteResultModal(aResult([invited('a@example.com')]), words).submit).toBeUndefined();
  });
});
