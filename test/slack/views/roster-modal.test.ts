import { describe, expect, it } from 'vitest';
import type { RosterRow } from '../../../src/domain/member.ts';
import {
  decodeRosterCursor,
  decodeRosterFilter,
  everybody,
  type RosterPage,
  rosterModal,
} from '../../../src/slack/views/roster-modal.ts';
import { at, hostileTexts, id, longest, words } from '../examples.ts';
import { expectModal, mrkdwnIn } from '../shown.ts';

const aRow = (n: number, rest: Partial<RosterRow> = {}): RosterRow => ({
  membershipId: id(n),
  email: `person${n}@example.com`,
  firstName: 'Grace',
  lastName: 'Hopper',
  roleName: 'Viewer',
  status: 'ACTIVE',
  joinedAt: new Date(at.getTime() + n),
  version: 1,
  ...rest,
});

const aPage = (rows: readonly RosterRow[], rest: Partial<RosterPage> = {}): RosterPage => ({
  rows,
  hasOlder: false,
  hasNewer: false,
  ...rest,
});

const textOf = (view: unknown): string =>
  mrkdwnIn(view)
    .map(({ text }) => text)
    .join('\n');

const buttonsOf = (view: unknown): { text: string; value: string }[] =>
  [...JSON.stringify(view).matchAll(/"text":"(Newer|Older)"[^}]*},"value":"([^"]*)"/g)].map(
    ([, text = '', value = '']) => ({ text, value }),
  );

describe('rosterModal', () => {
  it('when a page of the longest rows is shown under the longest filter, is a modal that Slack takes', () => {
    const rows = Array.from({ length: 25 }, (_, n) =>
      aRow(n, {
        firstName: hostileTexts[n % hostileTexts.length] ?? '',
        lastName: longest(80),
        email: longest(254),
        roleName: longest(75),
      }),
    );
    const filter = {
      query: '"'.repeat(100),
      roleName: '"'.repeat(100),
      teamName: '"'.repeat(100),
      status: 'DEACTIVATED' as const,
    };
    expectModal(rosterModal(aPage(rows, { hasOlder: true, hasNewer: true }), filter, words));
  });

  it('when it is shown, gives name, address, role and the day of joining', () => {
    const text = textOf(rosterModal(aPage([aRow(1)]), everybody, words));
    expect(text).toMatch(/\*Grace Hopper\* \(person1@example\.com\)\nViewer · joined <!date\^/);
  });

  it('when nobody is there, says so, and how to see everybody where a filter is the reason', () => {
    expect(textOf(rosterModal(aPage([]), everybody, words))).toContain('Nobody is here yet');
    expect(textOf(rosterModal(aPage([]), { ...everybody, query: 'smi' }, words))).toContain(
      '`/members list` shows everybody',
    );
  });

  it('when there are pages beside it, its buttons lead to their ends', () => {
    const view = rosterModal(aPage([aRow(2), aRow(1)], { hasOlder: true, hasNewer: true }), everybody, words);
    const [newer, older] = buttonsOf(view);
    expect(newer && decodeRosterCursor(newer.value)).toEqual({ joinedAt: aRow(2).joinedAt, id: id(2) });
    expect(older && decodeRosterCursor(older.value)).toEqual({ joinedAt: aRow(1).joinedAt, id: id(1) });
  });

  it('carries its filter', () => {
    const filter = { query: 'smi', roleName: null, teamName: 'Sales', status: 'REMOVED' as const };
    expect(decodeRosterFilter(rosterModal(aPage([]), filter, words).private_metadata ?? '')).toEqual(filter);
  });
});
