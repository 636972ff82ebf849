import { describe, expect, it } from 'vitest';
import type { Digest, DigestFate, DigestRow } from '../../../src/domain/digest.ts';
import { type InvitationRecord, type PendingGroup, pendingGroups } from '../../../src/domain/invitation.ts';
import { digestMessage } from '../../../src/slack/views/digest-message.ts';
import { weeklyPost } from '../../../src/slack/views/weekly-post.ts';
import { anInvitation, at, id, longest, organization, party } from '../examples.ts';
import { expectMessage, mrkdwnIn } from '../shown.ts';
import { hostileInvitation, hostileName, hostileOrganization } from '../worst-case.ts';

const none = { not_delivered: 0, ending_today: 0, waiting: 0, scheduled: 0, ran_out_this_week: 0, older: 0 };
const open: DigestFate = { kind: 'open' };

const row = (
  group: PendingGroup,
  n: number,
  rest: Partial<InvitationRecord> = {},
  fate: DigestFate = open,
): DigestRow => ({
  group,
  fate,
  invitation: anInvitation({
    id: id(n),
    email: `person${n}@example.com`,
    firstName: 'Person',
    lastName: `${n}`,
    ...rest,
  }),
});

const digest = (rows: readonly DigestRow[], given: Partial<Digest> = {}): Digest => {
  const counts = { ...none };
  for (const { group } of rows) counts[group] += 1;
  return { writtenAt: at, counts, rows, isOver: false, ...given };
};

const shown = (given: Digest): string =>
  mrkdwnIn(digestMessage(given, organization).blocks)
    .map(({ text }) => text)
    .join('\n')
    .replaceAll(/<!date\^[^|]*\|([^>]*)>/g, '$1');

const labels = (given: Digest): string[] =>
  JSON.stringify(digestMessage(given, organization))
    .split('"text":{"type":"plain_text","text":"')
    .slice(1)
    .flatMap((text) => /^(Reinvite all expired…|Reinvite|Withdraw|Pending)"/.exec(text)?.[1] ?? []);

const failed = { channel: 'EMAIL', state: 'FAILED', cause: 'mail_refused', at } as const;
const sent = { channel: 'EMAIL', state: 'SENT', cause: null, at } as const;

describe('the digest', () => {
  it('at its fullest, hundreds of the longest in every group and in every fate, is a message that Slack takes', () => {
    const longParty = { ...party, firstName: hostileName, lastName: longest(80) };
    const fates: DigestFate[] = [
      open,
      { kind: 'joined', at },
      { kind: 'withdrawn', at, by: longParty },
      { kind: 'reinvited', at, by: longParty },
    ];
    for (const fate of fates) {
      const rows = pendingGroups.flatMap((group) =>
        Array.from({ length: 12 }, (_, n) => ({
          group,
          fate,
          invitation: {
            ...hostileInvitation,
            id: id(n),
            generation: 999_999_999,
            issuer: longParty,
            askedAt: at,
            openedAt: at,
            deliveries: [{ ...failed, cause: 'issuer_lost_right' as const }],
          },
        })),
      );
      const counts = Object.fromEntries(pendingGroups.map((group) => [group, 12_345])) as Digest['counts'];
      for (const isOver of [false, true]) {
        expectMessage(digestMessage({ writtenAt: at, rows, counts, isOver }, hostileOrganization));
      }
    }
  });

  it('says who waits and since when, what ran out, and what was never delivered and why', () => {
    const text = shown(
      digest([
        row('not_delivered', 1, { deliveries: [failed] }),
        row('waiting', 2, { openedAt: at }),
        row('ran_out_this_week', 3, { deliveries: [sent], askedAt: at }),
      ]),
    );
    const moment = '22 Nov 2026, 14:02 (Europe/Berlin)';
    expect(text.split('\n')).toEqual([
      `*Pending invitations of Example Org*, ${moment}: 1 not delivered, 1 waiting and 1 ran out this week`,
      '*Not delivered 1*',
      `• *Person 1* (person1@example.com), Viewer: not delivered: the mail server refused this address. Check it. Invited ${moment} by Ada Example`,
      '*Waiting 1*',
      `• *Person 2* (person2@example.com), Viewer: since ${moment} by Ada Example, opened ${moment}, ends ${moment}`,
      '*Ran out this week 1*',
      `• *Person 3* (person3@example.com), Viewer: ran out ${moment}; sent by mail ${moment}, never opened; asked for a new link ${moment}`,
    ]);
  });

  it('says of whom nothing reached in time that, and not that they never opened it', () => {
    expect(shown(digest([row('ran_out_this_week', 1, { deliveries: [failed] })]))).toMatch(
      /ran out [^;]*; not delivered: the mail server refused this address\. Check it$/,
    );
  });

  it('gives buttons to those who need a hand, and to all at once', () => {
    expect(labels(digest([row('not_delivered', 1), row('waiting', 2), row('ran_out_this_week', 3)]))).toEqual([
      'Reinvite',
      'Withdraw',
      'Reinvite',
      'Withdraw',
      'Reinvite all expired…',
      'Pending',
    ]);
    expect(labels(digest([row('waiting', 2)]))).toEqual(['Pending']);
  });

  it('shows a few of many, and counts the rest', () => {
    const rows = [
      ...Array.from({ length: 9 }, (_, n) => row('ran_out_this_week', n)),
      ...Array.from({ length: 12 }, (_, n) => row('waiting', 20 + n)),
    ];
    const given = digest(rows, { counts: { ...none, ran_out_this_week: 40, waiting: 12, older: 300 } });
    expectMessage(digestMessage(given, organization));
    expect(shown(given)).toMatch(/…and 34 more/);
    expect(shown(given)).toMatch(/…and 2 more/);
    expect(shown(given)).toMatch(/\*Older 300\*: their links ran out more than a week ago/);
  });

  it('keeps no button of what is decided, and says by whom and when, without a mention', () => {
    const rows = [
      row('not_delivered', 1, {}, { kind: 'withdrawn', at, by: party }),
      row('ran_out_this_week', 2, {}, { kind: 'reinvited', at, by: party }),
      row('waiting', 3, {}, { kind: 'joined', at }),
    ];
    expect(labels(digest(rows))).toEqual([]);
    expect(shown(digest(rows))).toMatch(/withdrawn by Ada Example, 22 Nov 2026, 14:02/);
    expect(shown(digest(rows))).toMatch(/reinvited by Ada Example, 22 Nov/);
  });

  it('when a newer one stands, has no button at all', () => {
    expect(labels(digest([row('not_delivered', 1)], { isOver: true }))).toEqual([]);
  });
});

describe('the weekly post', () => {
  const text = (news: Parameters<typeof weeklyPost>[0]) => weeklyPost(news, organization).text;

  it('counts who came and went, by team, and names nobody', () => {
    const joined = [
      { team: 'Sales', count: 3 },
      { team: null, count: 1 },
    ];
    expect(text({ joined, left: [{ team: 'Support', count: 1 }] })).toBe(
      'Last week in Example Org: 4 people joined (3 in Sales and 1 without a team), 1 person left (1 in Support).',
    );
    expect(text({ joined: [{ team: null, count: 1 }], left: [] })).toBe('Last week in Example Org: 1 person joined.');
  });

  it('at its fullest is a message that Slack takes', () => {
    const teams = Array.from({ length: 100 }, (_, n) => ({ team: `${hostileName}${n}`, count: 99_999 }));
    expectMessage(weeklyPost({ joined: teams, left: teams }, hostileOrganization));
  });
});
