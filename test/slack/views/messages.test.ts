import { describe, expect, it } from 'vitest';
import type { BatchEntry } from '../../../src/domain/announcement.ts';
import { commandWords } from '../../../src/slack/command-words.ts';
import { adminGrantedMessage } from '../../../src/slack/views/admin-granted-message.ts';
import { askNewLinkCard } from '../../../src/slack/views/ask-new-link-card.ts';
import { batchMessage } from '../../../src/slack/views/batch-message.ts';
import { channelProblemMessage } from '../../../src/slack/views/channel-problem-message.ts';
import { helpMessage, helpTopicMessage, unknownWordMessage } from '../../../src/slack/views/help-message.ts';
import { invitationCard, mailedCard, settledCard } from '../../../src/slack/views/invitation-card.ts';
import { joinPost } from '../../../src/slack/views/join-post.ts';
import { outcomeMessage } from '../../../src/slack/views/outcome-message.ts';
import { welcomeMessage } from '../../../src/slack/views/welcome-message.ts';
import { whoamiMessage } from '../../../src/slack/views/whoami-message.ts';
import { aMember, anInvitation, at, hostileTexts, id, longest, organization, party, words } from '../examples.ts';
import { expectMessage, mrkdwnIn } from '../shown.ts';

const hostileName = hostileTexts.join(' ').slice(0, 80);
const manyNames = Array.from({ length: 100 }, (_, n) => `${hostileTexts[n % hostileTexts.length]}${longest(60)}`);

const hostileInvitation = anInvitation({
  email: `${longest(64)}@example.com`,
  firstName: hostileName,
  lastName: longest(80),
  note: `${hostileTexts.join('\n')}${longest(100)}`,
  role: { ...anInvitation().role, name: hostileName, description: longest(75) },
  primaryTeam: { id: id(5), name: hostileName },
  secondaryTeamNames: manyNames,
  productNames: manyNames,
  inviter: { ...party, firstName: hostileName, lastName: longest(80) },
});

const hostileMember = aMember({
  email: `${longest(64)}@example.com`,
  firstName: hostileName,
  lastName: longest(80),
  roleName: hostileName,
  roleDescription: longest(75),
  primaryTeam: { id: id(5), name: hostileName, slackChannelId: null },
  secondaryTeamNames: manyNames,
  productNames: manyNames,
  invitedByName: hostileName,
});

const hostileOrganization = {
  ...organization,
  name: hostileName,
  productName: hostileName,
  supportContact: hostileName,
};
const links = ['https://product.example.com/sign-in?a=1&amp;b=2', 'https://product.example.com/start'];

const textOf = (kit: unknown): string =>
  mrkdwnIn(kit)
    .map(({ text }) => text)
    .join('\n');

const entry = (n: number, state: BatchEntry['state'], rest: Partial<BatchEntry> = {}): BatchEntry => ({
  invitationId: id(n),
  email: `person${n}@example.com`,
  name: null,
  state,
  channel: 'EMAIL',
  cause: null,
  ...rest,
});

describe('invitation card', () => {
  it('when everything in it is hostile and at its longest, is a message that Slack takes', () => {
    expectMessage(invitationCard(hostileInvitation, hostileOrganization));
    for (const status of ['PENDING', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'] as const) {
      expectMessage(settledCard({ ...hostileInvitation, status, decidedAt: at }, hostileOrganization, at));
    }
    expectMessage(mailedCard(hostileOrganization, 'g•••@example.com'));
  });

  it('when an admin role is offered, cannot be accepted by a click', () => {
    const role = { ...anInvitation().role, isAdmin: true };
    expect(JSON.stringify(invitationCard(anInvitation({ role }), organization))).not.toContain('invitation_accept');
    expect(JSON.stringify(invitationCard(anInvitation(), organization))).toContain('invitation_accept');
  });

  it('when it is settled, has no button left and says what became of it', () => {
    for (const [status, word] of [
      ['ACCEPTED', 'Accepted, '],
      ['DECLINED', 'Declined, '],
      ['WITHDRAWN', 'Withdrawn, '],
    ] as const) {
      const card = settledCard(anInvitation({ status, decidedAt: at }), organization, at);
      expect(JSON.stringify(card)).not.toContain('button');
      expect(textOf(card.blocks)).toContain(word);
    }
    const soon = new Date(at.getTime() + 1);
    expect(textOf(settledCard(anInvitation({ expiresAt: at }), organization, at).blocks)).toContain('Ran out');
    expect(textOf(settledCard(anInvitation({ expiresAt: soon }), organization, at).blocks)).toContain(
      'Replaced by a newer invitation',
    );
  });
});

describe('batch message', () => {
  it('when five hundred of the longest are in it, is a message that Slack takes', () => {
    const states = [
      'scheduled',
      'sending',
      'delivered',
      'opened',
      'joined',
      'not_delivered',
      'ran_out',
      'declined',
      'withdrawn',
    ] as const;
    const entries = Array.from({ length: 500 }, (_, n) =>
      entry(n, states[n % states.length] ?? 'joined', {
        name: n % 2 === 0 ? `"${hostileTexts[n % hostileTexts.length]}${longest(160)}` : null,
        email: `${longest(64)}@example.com`,
        cause: 'mail_settings_refused',
      }),
    );
    expectMessage(batchMessage({ batchId: id(1), entries }));
  });

  it('when things happened, counts them and puts what needs a hand first', () => {
    const entries = [
      ...Array.from({ length: 9 }, (_, n) => entry(n, 'joined')),
      entry(10, 'delivered'),
      entry(11, 'opened'),
      entry(12, 'not_delivered', { cause: 'mail_refused' }),
    ];
    const text = textOf(batchMessage({ batchId: id(1), entries }).blocks).split('\n');
    expect(text[0]).toBe('*12 invited: 9 joined, 2 waiting, 1 not delivered*');
    expect(text[1]).toBe('• person12@example.com: not delivered: the mail server refused this address. Check it');
  });

  it('when everybody is done, has no button any more', () => {
    expect(JSON.stringify(batchMessage({ batchId: id(1), entries: [entry(1, 'joined')] }))).not.toContain('button');
    expect(JSON.stringify(batchMessage({ batchId: id(1), entries: [entry(1, 'delivered')] }))).toContain(
      'open_pending',
    );
  });
});

describe('join post', () => {
  const joiner = (n: number) => ({
    name: `${hostileTexts[n % hostileTexts.length]}${longest(150)}`,
    roleName: hostileName,
    slackUserId: `U000000000${n % 10}`,
  });

  it('when many of the longest joined, is a message that Slack takes and mentions nobody but them', () => {
    const mentions = Array.from({ length: 10 }, (_, n) => `U000000000${n}`);
    const joiners = Array.from({ length: 60 }, (_, n) => joiner(n));
    expectMessage(joinPost({ teamName: hostileName, organizationName: hostileName, joiners }), { mentions });
    expectMessage(joinPost({ teamName: hostileName, organizationName: hostileName, joiners: [joiner(1)] }), {
      mentions,
    });
  });

  it('when one joined, says who, where and as what', () => {
    const post = joinPost({
      teamName: 'Sales',
      organizationName: 'Example Org',
      joiners: [{ name: 'Grace Hopper', roleName: 'Viewer', slackUserId: null }],
    });
    expect(textOf(post.blocks)).toBe('*Grace Hopper* joined *Sales* (Example Org) as Viewer');
    expect(post.text).toBe('Grace Hopper joined Sales');
  });
});

describe('other messages', () => {
  it('when everything in them is hostile and at its longest, are messages that Slack takes', () => {
    expectMessage(welcomeMessage(hostileMember, hostileOrganization), { links });
    expectMessage(whoamiMessage(hostileMember, words));
    expectMessage(whoamiMessage({ ...hostileMember, status: 'DEACTIVATED' }, words));
    expectMessage(askNewLinkCard(hostileInvitation));
    expectMessage(adminGrantedMessage(hostileMember), { mentions: ['U0000000001'] });
    for (const cause of ['not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action<!channel>']) {
      const problem = { channelId: 'C0000000001', teamName: hostileName, cause };
      expectMessage(channelProblemMessage(problem, 'U0000000009'), { mentions: ['U0000000009'] });
    }
  });

  it('when a hundred outcomes are told, is a message that Slack takes', () => {
    const rows = Array.from({ length: 100 }, (_, n) => ({
      email: `${longest(64)}@example.com`,
      invitationId: id(n),
      ...(n % 2 === 0
        ? { outcome: 'reinvited' as const }
        : { outcome: 'refused' as const, reason: { kind: 'role_above_own' as const, role: hostileName } }),
    }));
    expectMessage(outcomeMessage(rows, at, words, ''));
    expectMessage(outcomeMessage([], at, words, 'Nothing to send.'));
  });

  it('welcomes with where to sign in and as whom, the role, the first steps and whom to ask', () => {
    const text = textOf(welcomeMessage(aMember(), organization).blocks);
    expect(text).toContain('as grace@example.com');
    expect(text).toContain('*Role:* Viewer. Can look at everything.');
    expect(text).toContain('*Team:* Sales, also Support');
    expect(text).toContain('*Products:* Atlas');
    expect(text).toContain('Getting started');
    expect(text).toContain('Ask help@example.com');
  });

  it('tells the fix for a channel that cannot be posted to', () => {
    const problem = { channelId: 'C0000000001', teamName: 'Sales', cause: 'not_in_channel' };
    expect(textOf(channelProblemMessage(problem, 'U0000000009').blocks)).toContain(
      'Type `/invite` <@U0000000009> in <#C0000000001>',
    );
  });
});

describe('help', () => {
  it('when an admin asks, lists every word; when anybody else does, what works for them', () => {
    const all = Object.keys(commandWords);
    const admins = textOf(helpMessage(words, { isAdmin: true }).blocks);
    for (const word of all) expect(admins).toContain(`/members ${word}`);
    const others = textOf(helpMessage(words, { isAdmin: false }).blocks);
    expect(others).toContain('/members whoami');
    expect(others).not.toContain('/members withdraw');
  });

  it('are messages that Slack takes, whatever was typed', () => {
    expectMessage(helpMessage(words, { isAdmin: true }));
    for (const word of Object.keys(commandWords) as (keyof typeof commandWords)[])
      expectMessage(helpTopicMessage(word, words));
    for (const typed of [...hostileTexts, longest(3000)]) {
      expectMessage(unknownWordMessage(typed, undefined, words, { isAdmin: true }));
      expectMessage(unknownWordMessage(typed, 'invite', words, { isAdmin: false }));
    }
  });
});
