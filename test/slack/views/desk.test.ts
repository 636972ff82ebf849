import { describe, expect, it } from 'vitest';
import type { NeedsList } from '../../../src/domain/overview.ts';
import type { Desk } from '../../../src/services/read-desk.ts';
import { deskModal } from '../../../src/slack/views/desk-modal.ts';
import { adminHome, messageHome, personalHome } from '../../../src/slack/views/home-view.ts';
import { needsModal } from '../../../src/slack/views/needs-modal.ts';
import { textMessage } from '../../../src/slack/views/refusal-surfaces.ts';
import { weeksPicture } from '../../../src/slack/views/weeks-picture.ts';
import { whoamiMessage } from '../../../src/slack/views/whoami-message.ts';
import { mrkdwnWording } from '../../../src/slack/wording.ts';
import { validateHome } from '../../support/workspace/kit/validate-view.ts';
import { at, hostileTexts, id, longest, organization, words } from '../examples.ts';
import { expectModal, mrkdwnIn } from '../shown.ts';
import { hostileMember, hostileName } from '../worst-case.ts';

const hostileWords = mrkdwnWording({ ...organization, name: hostileTexts.join(' ') }, '/members');

const aDesk = (rest: Partial<Desk> = {}): Desk => ({
  pending: { not_delivered: 0, ending_today: 0, waiting: 0, scheduled: 0, ran_out_this_week: 0, older: 0 },
  needs: { undelivered: 0, asked: 0, requests: 0, pauses: 0 },
  members: 3,
  now: at,
  ...rest,
});

const fullest = aDesk({
  pending: { not_delivered: 1e6, ending_today: 1e6, waiting: 1e6, scheduled: 1e6, ran_out_this_week: 1e6, older: 1e6 },
  needs: { undelivered: 1e6, asked: 1e6, requests: 1e6, pauses: 1e6 },
  members: 1001,
});

const weeksOf = (...counts: readonly (readonly [number, number])[]) =>
  counts.map(([invited, joined], n) => ({ from: new Date(Date.UTC(2026, 9, 5 + 7 * n)), invited, joined }));

const textOf = (view: unknown): string =>
  mrkdwnIn(view)
    .map(({ text }) => text)
    .join('\n');

describe('the desk', () => {
  it('at its fullest is a modal and a Home tab that Slack takes', () => {
    expectModal(deskModal(fullest, hostileWords));
    const weeks = weeksOf(...Array.from({ length: 8 }, () => [1e6, 1e6] as const));
    expect(validateHome(adminHome(fullest, weeks, 'Europe/Berlin', hostileWords))).toMatchObject({ ok: true });
    const names = Array.from({ length: 100 }, () => hostileName);
    const whoami = whoamiMessage(
      hostileMember,
      { permissionNames: names, adminNames: names.slice(0, 3) },
      hostileWords,
    );
    const frame = { mayReadRoster: true, supportContact: longest(200) };
    expect(validateHome(personalHome(whoami, frame, hostileWords))).toMatchObject({ ok: true });
    expect(validateHome(messageHome(textMessage(longest(2999))))).toMatchObject({ ok: true });
  });

  it('counts members, what waits by group, and what needs a hand while there is any', () => {
    const pending = { ...aDesk().pending, waiting: 2, older: 1 };
    const text = textOf(deskModal(aDesk({ pending }), words));
    expect(text).toContain('*Example Org*: 3 members.');
    expect(text).toContain('*Pending invitations*\nWaiting: 2\nOlder: 1');
    expect(JSON.stringify(deskModal(aDesk(), words))).not.toContain('Needs you');
    const needs = { undelivered: 1, asked: 1, requests: 1, pauses: 1 };
    expect(JSON.stringify(deskModal(aDesk({ needs }), words))).toContain('Needs you 4');
    expect(textOf(deskModal(fullest, words))).toContain('more than 1,000 members');
  });
});

describe('weeksPicture', () => {
  it('draws each week with its numbers, the longest bar for the most, none for none', () => {
    expect(weeksPicture(weeksOf([0, 0], [12, 3], [1, 0]), 'UTC')).toBe(
      [
        '```',
        'week of  invited      joined',
        '  5 Oct   0            0',
        ' 12 Oct  12 ████████   3 ██',
        ' 19 Oct   1 █          0',
        '```',
      ].join('\n'),
    );
  });

  it('says where nobody counted further', () => {
    const [first, second] = weeksPicture(weeksOf([1001, 7], [500, 1000]), 'UTC')
      .split('\n')
      .slice(2);
    expect([first, second]).toEqual(['  5 Oct  1000+ ████████      7 █', ' 12 Oct    500 ████       1000 ████████']);
  });
});

describe('needsModal', () => {
  const invitation = (n: number) => ({
    invitationId: id(n),
    generation: 1,
    email: `${longest(64)}@example.com`,
    firstName: hostileName,
    lastName: longest(80),
    roleName: longest(75),
    at,
  });
  const ten = <T>(make: (n: number) => T): T[] => Array.from({ length: 10 }, (_, n) => make(n));
  const list: NeedsList = {
    undelivered: ten(invitation),
    asked: ten(invitation),
    requests: ten((n) => ({
      requestId: id(n),
      email: longest(254),
      reason: hostileTexts.join(' '),
      askedBySlackUserId: 'U0000000001',
      at,
    })),
    pauses: ten((n) => ({ pauseId: id(n), askerName: hostileName, targetName: longest(80), act: 'remove', at })),
  };

  it('with the most and longest of each kind is a modal that Slack takes, and counts what is left out', () => {
    const totals = { undelivered: 1e6, asked: 11, requests: 10, pauses: 10 };
    const view = needsModal(list, { totals, now: at, notice: [longest(2000)], words: hostileWords });
    expectModal(view, { mentions: ['U0000000001'] });
    expect(textOf(view)).toContain('…and 999990 more, which follow');
    expect(textOf(view)).toContain('…and 1 more');
  });

  it('when nothing waits, says so, with the way back', () => {
    const nothing = { undelivered: [], asked: [], requests: [], pauses: [] };
    const totals = { undelivered: 0, asked: 0, requests: 0, pauses: 0 };
    const view = needsModal(nothing, { totals, now: at, notice: [], words });
    expect(textOf(view)).toBe('Nothing waits for you. Example Org is in order.');
    expect(JSON.stringify(view)).toContain('open_desk');
  });
});
