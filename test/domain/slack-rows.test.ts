import { describe, expect, it } from 'vitest';
import type { SlackPerson } from '../../src/domain/decide-invite.ts';
import type { ImportRow } from '../../src/domain/import.ts';
import { importRows } from '../../src/domain/import-rows.ts';
import { parseRoster } from '../../src/domain/roster/parse-roster.ts';
import type { GroupPerson } from '../../src/domain/slack-group.ts';
import { slackRows } from '../../src/domain/slack-rows.ts';

const one = (userId: string, changes: Partial<SlackPerson> = {}): GroupPerson => ({
  userId,
  person: {
    ...{ teamId: 'T1', userId, email: `${userId.toLowerCase()}@example.com`, emailConfirmed: true },
    ...{ firstName: userId, lastName: 'Example', timeZone: null, standing: 'person', ...changes },
  },
});

const said = (rows: readonly ImportRow[]) =>
  rows.map(({ number, line, person, decided }) => [
    ...[number, line, person?.email ?? (decided.fate === 'refused' ? decided.userId : undefined)],
    decided.fate === 'refused' ? decided.reason.kind : decided.fate,
  ]);

describe('slackRows', () => {
  it('has a row for everybody, by name, with a reason where somebody has no address', () => {
    const people = [
      one('Zed'),
      { userId: 'UNSEEN', person: null },
      one('Bot', { standing: 'bot', email: 'bot@example.com' }),
      one('Gone', { standing: 'deactivated', email: null }),
      one('Guest', { standing: 'guest' }),
      one('Mute', { email: null }),
      one('Far', { standing: 'stranger', email: null }),
    ];
    expect(said(slackRows(people))).toEqual([
      [1, 1, 'Bot', 'bot'],
      [2, 2, 'Far', 'stranger'],
      [3, 3, 'Gone', 'slack_deactivated'],
      [4, 4, 'guest@example.com', 'clear'],
      [5, 5, 'Mute', 'no_address_in_slack'],
      [6, 6, 'zed@example.com', 'clear'],
      [7, 7, 'UNSEEN', 'stranger'],
    ]);
  });

  it('below a list goes on with its lines, and names whom the list has already', () => {
    const above = importRows(parseRoster('ada@example.com\nnobody\n\nBob <BOB@example.com>'));
    expect(said(slackRows([one('Bob'), one('Cy')], above))).toEqual([
      [4, 5, 'bob@example.com', 'repeated'],
      [5, 6, 'cy@example.com', 'clear'],
    ]);
  });
});
