import { describe, expect, it } from 'vitest';
import { deliveryCauses } from '../../src/domain/delivery-cause.ts';
import type { StoryEvent } from '../../src/domain/story.ts';
import type { Story } from '../../src/services/read-story.ts';
import { auditActs, wordAuditEvent } from '../../src/slack/audit-texts.ts';
import { decodeStoryCursor, STORY_NEWER, STORY_OLDER, storyModal } from '../../src/slack/views/story-modal.ts';
import { whyChoiceMessage, whyMessage } from '../../src/slack/views/why-message.ts';
import { at, id, longest, words } from '../slack/examples.ts';
import { expectMessage, expectModal, mrkdwnIn } from '../slack/shown.ts';
import { hostileName, hostileOrganization } from '../slack/worst-case.ts';

const anEvent = (n: number, rest: Partial<StoryEvent> = {}): StoryEvent => ({
  id: id(n),
  action: 'membership.change_role',
  at: new Date(at.getTime() - n * 60_000),
  actorKind: 'MEMBERSHIP',
  actorName: 'Ada Example',
  actorSlackUserId: null,
  via: 'command',
  changed: {},
  roleFrom: 'Viewer',
  roleTo: 'Admin',
  ...rest,
});

const aStory = (rest: Partial<Story> = {}): Story => ({
  person: {
    email: 'grace@example.com',
    firstName: 'Grace',
    lastName: 'Hopper',
    membershipId: id(1),
    invitationIds: [],
  },
  page: { rows: [anEvent(1)], hasMore: false },
  position: null,
  attempts: [],
  ...rest,
});

const textOf = (view: unknown): string =>
  mrkdwnIn(view)
    .map(({ text }) => text)
    .join('\n');

describe('the words of the trail', () => {
  it.each(Object.keys(auditActs))('read like a sentence, and as nothing of the machine, for %s', (action) => {
    const changed = { action: 'change_role', channel: 'EMAIL', cause: 'mail_refused', roleId: id(3) };
    const text = wordAuditEvent(anEvent(1, { action, changed }), words.pen).replace(/<!date.*>/, '');
    expect(text).not.toMatch(/undefined|null|\[object|_|\.\w/);
    expect(text).toMatch(/^[A-Z][\w ]/);
  });

  it('tell a refused attempt by what was tried, a link by its way and its trouble, and somebody who is gone', () => {
    const of = (rest: Partial<StoryEvent>) => wordAuditEvent(anEvent(1, rest), words.pen);
    expect(of({ action: 'attempt.refused', changed: { action: 'invite' } })).toMatch(/^Tried to invite people by Ada/);
    expect(of({ action: 'attempt.refused', changed: { action: 'fly' } })).toMatch(/^Tried something by Ada/);
    expect(of({ action: 'link.sent', changed: { channel: 'DM' } })).toMatch(/^Link delivered in Slack, </);
    for (const cause of deliveryCauses) {
      const text = of({ action: 'link.failed', changed: { channel: 'EMAIL', cause } });
      expect(text).toMatch(/^Link not delivered by mail: \w/);
    }
    expect(of({ actorName: null })).toMatch(/by somebody who is not known any more/);
  });
});

describe('storyModal', () => {
  it('has one line an event with who, when and how, and what was refused apart', () => {
    const attempts = [anEvent(9, { action: 'attempt.refused', changed: { action: 'remove' }, via: 'button' })];
    const view = storyModal(aStory({ attempts }), words);
    expectModal(view);
    expect(textOf(view)).toMatch(/• Role changed from Viewer to Admin by Ada Example, <!date.*>, by a command/);
    expect(textOf(view)).toMatch(/\*Tried, and was refused\*\n• Tried to remove people by Ada Example, .*by a button/);
  });

  it('turns pages by what stands at their edges, and back', () => {
    const rows = [anEvent(1), anEvent(2)];
    const buttons = (story: Partial<Story>) =>
      [
        ...JSON.stringify(storyModal(aStory(story), words)).matchAll(/"action_id":"(story_\w+)".*?"value":"([^"]*)"/g),
      ].map(([, action, value = '']) => [action, decodeStoryCursor(value)?.id]);
    expect(buttons({ page: { rows, hasMore: false } })).toEqual([]);
    expect(buttons({ page: { rows, hasMore: true } })).toEqual([[STORY_OLDER, id(2)]]);
    const after = { position: { after: { at, id: id(0) } } } as const;
    expect(buttons({ page: { rows, hasMore: false }, ...after })).toEqual([[STORY_NEWER, id(1)]]);
    const before = { position: { before: { at, id: id(3) } } } as const;
    expect(buttons({ page: { rows, hasMore: true }, ...before })).toEqual([
      [STORY_NEWER, id(1)],
      [STORY_OLDER, id(2)],
    ]);
    expect(decodeStoryCursor('nonsense')).toBeUndefined();
  });

  it('fits into Slack at its fullest, and stays inert', () => {
    const fullest = { actorName: hostileName + longest(80), roleFrom: longest(80), roleTo: hostileName };
    const rows = Array.from({ length: 20 }, (_, n) => anEvent(n, fullest));
    const person = {
      ...aStory().person,
      email: `${longest(64)}@example.com`,
      firstName: hostileName,
      lastName: longest(80),
    };
    const attempts = rows.slice(0, 5);
    expectModal(storyModal(aStory({ person, page: { rows, hasMore: true }, attempts }), words));
    expectModal(storyModal(aStory({ page: { rows: [], hasMore: false } }), words));
  });
});

describe('whyMessage', () => {
  const person = { email: `${longest(64)}@example.com`, firstName: hostileName, lastName: longest(80) };
  const nearest = { ...person, standing: 'invited', likeness: 'slip' } as const;
  const link = { invitationId: id(1), generation: 3 };
  const membership = {
    id: id(2),
    status: 'ACTIVE',
    version: 1,
    roleName: hostileName,
    joinedAt: at,
    endedAt: at,
    endedByName: hostileName,
  } as const;
  const role = { name: hostileName, rank: 10, isRetired: false };
  const sent = { channels: ['DM', 'EMAIL'], sentAt: at, remindedAt: at, expiresAt: at, link } as const;

  it.each([
    { kind: 'never_invited', nearest },
    { kind: 'other_address', invitedAs: person.email, slackEmail: person.email, link },
    { kind: 'not_sent_yet', since: at, sendAfter: null, cause: 'mail_server_unreachable', link },
    { kind: 'not_delivered', channel: 'EMAIL', hasBounced: true, cause: 'mail_refused', at, link },
    { kind: 'not_opened', ...sent },
    { kind: 'not_accepted', openedAt: at, expiresAt: at, link },
    { kind: 'ran_out', at, sent, openedAt: at, link },
    { kind: 'superseded', olderAt: at, ...sent },
    { kind: 'withdrawn', at, byName: hostileName },
    { kind: 'declined', at },
    { kind: 'stopped', at },
    { kind: 'issuer_lost_right', issuerName: hostileName, role, link },
    { kind: 'issuer_lost_right', issuerName: null, role: { ...role, isRetired: true }, link },
    { kind: 'deactivated', membership },
    { kind: 'removed', membership: { ...membership, endedByName: null } },
    {
      kind: 'lacks',
      thing: { kind: 'product', id: id(5), name: hostileName, isHeld: false, isOffered: true },
      membership,
    },
    { kind: 'active', membership },
  ] as const)('is one inert line that Slack takes, for $kind', (verdict) => {
    const fix = { kind: 'new_link', link } as const;
    const message = whyMessage({ kind: 'verdict', verdict, fix, person, hasStory: true }, hostileOrganization, words);
    expectMessage(message, { links: ['https://product.example.com/sign-in?a=1&amp;b=2'] });
    expect(message.text).toMatch(/[.?]$/);
  });

  it('asks which of eight is meant, each at full length', () => {
    const people = Array.from({ length: 8 }, () => ({ ...person, isMember: false }));
    expectMessage(whyChoiceMessage(longest(300), people, true, words));
  });
});
