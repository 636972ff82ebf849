import { describe, expect, it } from 'vitest';
import type { ExpiredRow } from '../../../src/domain/invitation.ts';
import { expiredModal, parseExpiredModal } from '../../../src/slack/views/expired-modal.ts';
import { stateOf } from '../../support/workspace/values.ts';
import { at, hostileTexts, id, longest, words } from '../examples.ts';
import { expectModal } from '../shown.ts';

const aRow = (n: number, rest: Partial<ExpiredRow> = {}): ExpiredRow => ({
  id: id(n),
  generation: 2,
  email: `person${n}@example.com`,
  firstName: 'Grace',
  lastName: 'Hopper',
  roleName: 'Viewer',
  expiresAt: new Date(at.getTime() - n * 3_600_000),
  ...rest,
});

const listOf = (recent: ExpiredRow[], older: ExpiredRow[], total = recent.length + older.length) => ({
  recent,
  older,
  rows: [...recent, ...older],
  total,
  now: at,
});

type Blocks = Parameters<typeof stateOf>[0];
const untouched = (view: { blocks: unknown }) => stateOf(view.blocks as Blocks);

describe('expiredModal', () => {
  it('when it is as full as it gets, is a modal that Slack takes', () => {
    const worst = (n: number) =>
      aRow(n, {
        email: `${longest(64)}@example.com`,
        firstName: hostileTexts[n % hostileTexts.length] ?? '',
        lastName: longest(80),
        roleName: longest(60),
        generation: 999,
      });
    const rows = Array.from({ length: 150 }, (_, n) => worst(n));
    const view = expiredModal(listOf(rows.slice(0, 77), rows.slice(77), 4000), words);
    expectModal(view);
    expect(JSON.stringify(view)).toContain('3850 older ones do not fit: deal with these first.');
  });

  it('ticks those of the last two weeks and leaves the older ones, and reads back which link of each was shown', () => {
    const recent = Array.from({ length: 12 }, (_, n) => aRow(n));
    const view = expiredModal(listOf(recent, [aRow(40)]), words);
    expect(parseExpiredModal(untouched(view))).toEqual(recent.map((row) => ({ id: row.id, generation: 2 })));
  });
});
