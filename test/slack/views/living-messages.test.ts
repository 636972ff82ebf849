import { describe, expect, it } from 'vitest';
import type { BatchEntry } from '../../../src/domain/announcement.ts';
import { batchMessage } from '../../../src/slack/views/batch-message.ts';
import { invitationCard, mailedCard, settledCard } from '../../../src/slack/views/invitation-card.ts';
import { inviteLinkMessage } from '../../../src/slack/views/invite-link-message.ts';
import { reminderMessage } from '../../../src/slack/views/reminder-message.ts';
import { teamPost } from '../../../src/slack/views/team-post.ts';
import { aLink, anInvitation, at, hostileTexts, id, longest, organization } from '../examples.ts';
import { expectMessage, mrkdwnIn } from '../shown.ts';
import { hostileInvitation, hostileName, hostileOrganization } from '../worst-case.ts';

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
  at,
  endsAt: at,
  sendAfter: null,
  ...rest,
});

describe('invitation card', () => {
  it('when everything in it is hostile and at its longest, is a message that Slack takes', () => {
    for (const canMail of [true, false]) expectMessage(invitationCard(hostileInvitation, hostileOrganization, canMail));
    for (const status of ['PENDING', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'] as const) {
      expectMessage(settledCard({ ...hostileInvitation, status, decidedAt: at }, hostileOrganization, at));
    }
    expectMessage(mailedCard(hostileOrganization, 'g•••@example.com'));
    for (const ordinal of [1, 2] as const)
      expectMessage(reminderMessage(hostileInvitation, hostileOrganization, ordinal, true));
  });

  it('when an admin role is offered, cannot be accepted by a click', () => {
    const role = { ...anInvitation().role, isAdmin: true };
    const [forAdmin, plain] = [anInvitation({ role }), anInvitation()].map((invitation) =>
      JSON.stringify(invitationCard(invitation, organization, true)),
    );
    expect(forAdmin).not.toContain('invitation_accept');
    expect(plain).toContain('invitation_accept');
  });

  it('offers the mail only where a link can be mailed', () => {
    for (const canMail of [true, false]) {
      const shown = [
        invitationCard(anInvitation(), organization, canMail),
        reminderMessage(anInvitation(), organization, 1, canMail),
      ];
      for (const message of shown) expect(JSON.stringify(message).includes('invitation_mail')).toBe(canMail);
    }
    const role = { ...anInvitation().role, isAdmin: true };
    expect(textOf(invitationCard(anInvitation({ role }), organization, false).blocks)).toContain(
      'none can be mailed here',
    );
  });

  it('when it is reminded of, points to the card or to the mail, and says whether it was the last time', () => {
    const told = (channel: 'DM' | 'EMAIL', ordinal: 1 | 2) => {
      const deliveries = [{ channel, state: 'SENT', cause: null, at }] as const;
      return textOf(reminderMessage(anInvitation({ deliveries }), organization, ordinal, true).blocks);
    };
    expect(told('DM', 1)).toMatch(/The invitation above says.*One more reminder may follow/s);
    expect(told('EMAIL', 2)).toMatch(/The mail to .* says.*the last reminder/s);
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

  it('when its link ran out, asks for a new one by a button until that was done', () => {
    const given = { expiresAt: at, askedAt: null };
    const ranOut = settledCard(anInvitation(given), organization, at, true);
    expect(textOf(ranOut.blocks)).toMatch(/The link ran out .*Ask for a new one/);
    expect(JSON.stringify(ranOut)).toContain('invitation_ask');
    expectMessage(settledCard({ ...hostileInvitation, ...given }, hostileOrganization, at, true));
    const asked = settledCard(anInvitation({ ...given, askedAt: at }), organization, at, true);
    expect(textOf(asked.blocks)).toMatch(/You asked for a new one .*it comes to you once it is sent/);
    expect(JSON.stringify(asked)).not.toContain('button');
  });

  it('when an admin withdrew it, names them without a mention', () => {
    const { issuer } = anInvitation();
    const decidedBy = issuer && { ...issuer, firstName: 'Joan', lastName: 'Clarke' };
    const card = settledCard(anInvitation({ status: 'WITHDRAWN', decidedAt: at, decidedBy }), organization, at);
    expect(textOf(card.blocks)).toContain('Withdrawn by Joan Clarke');
    expect(textOf(card.blocks)).not.toContain('<@');
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
    expectMessage(batchMessage({ batchId: id(1), timeZone: 'Europe/Berlin', entries }));
  });

  it('when things happened, counts them and puts what needs a hand first', () => {
    const entries = [
      ...Array.from({ length: 9 }, (_, n) => entry(n, 'joined')),
      entry(10, 'delivered'),
      entry(11, 'opened'),
      entry(12, 'not_delivered', { cause: 'mail_refused' }),
    ];
    const text = textOf(batchMessage({ batchId: id(1), timeZone: 'Europe/Berlin', entries }).blocks).split('\n');
    expect(text[0]).toBe('*12 invited: 9 joined, 2 waiting, 1 not delivered*');
    expect(text[1]).toBe('• person12@example.com: not delivered: the mail server refused this address. Check it');
  });

  it('when two hundred are in it, is still readable: twenty lines, the rest counted', () => {
    const entries = [
      ...Array.from({ length: 199 }, (_, n) => entry(n, 'delivered', { name: `Person ${n} Example` })),
      entry(200, 'ran_out'),
    ];
    const message = batchMessage({ batchId: id(1), timeZone: 'Europe/Berlin', entries });
    expectMessage(message);
    const lines = textOf(message.blocks).split('\n');
    expect(lines[0]).toBe('*200 invited: 199 waiting, 1 ran out*');
    expect(lines[1]).toMatch(/^• person200@example\.com: ran out <!date\^/);
    expect(lines.slice(-2)).toEqual([expect.stringContaining('Person 18'), '…and 180 others']);
  });

  it('says when, in the zone of the reader', () => {
    const date = '<!date^1795352520^{date_short_pretty} {time}|22 Nov 2026, 14:02 (Europe/Berlin)>';
    const told = (state: BatchEntry['state']) =>
      textOf(batchMessage({ batchId: id(1), timeZone: 'Europe/Berlin', entries: [entry(1, state)] }).blocks)
        .split(': ')
        .at(-1);
    expect(told('delivered')).toBe(`sent by mail ${date}, waiting until ${date}`);
    expect(told('opened')).toBe(`sent by mail, opened ${date}, waiting until ${date}`);
    expect(told('joined')).toBe(`joined ${date}`);
    expect(told('ran_out')).toBe(`ran out ${date}`);
  });

  it('when everybody is done, has no button any more', () => {
    expect(
      JSON.stringify(batchMessage({ batchId: id(1), timeZone: 'Europe/Berlin', entries: [entry(1, 'joined')] })),
    ).not.toContain('button');
    expect(
      JSON.stringify(batchMessage({ batchId: id(1), timeZone: 'Europe/Berlin', entries: [entry(1, 'delivered')] })),
    ).toContain('open_pending');
  });
});

describe('the post of a team', () => {
  const joiner = (n: number) => ({
    name: `${hostileTexts[n % hostileTexts.length]}${longest(150)}`,
    roleName: hostileName,
    slackUserId: `U000000000${n % 10}`,
  });
  const grace = { name: 'Grace Hopper', roleName: 'Viewer', slackUserId: null };
  const quiet = { teamName: 'Sales', organizationName: 'Example Org', joiners: [], roleChanges: [], leavers: [] };

  it('when many of the longest came, changed and left, is a message that Slack takes and mentions nobody but joiners', () => {
    const mentions = Array.from({ length: 10 }, (_, n) => `U000000000${n}`);
    const joiners = Array.from({ length: 60 }, (_, n) => joiner(n));
    const roleChanges = joiners.map(({ name }) => ({ name, from: hostileName, to: longest(60) }));
    const all = { teamName: hostileName, organizationName: hostileName, joiners, roleChanges, leavers: joiners };
    expectMessage(teamPost(all), { mentions });
    const one = { joiners: [joiner(1)], roleChanges: roleChanges.slice(0, 1), leavers: [joiner(2)] };
    expectMessage(teamPost({ ...all, ...one }), { mentions });
    expectMessage(teamPost({ ...all, joiners: [], roleChanges: [], leavers: [] }));
  });

  it('when one joined, says who, where and as what', () => {
    const post = teamPost({ ...quiet, joiners: [grace] });
    expect(textOf(post.blocks)).toBe('*Grace Hopper* joined *Sales* (Example Org) as Viewer');
    expect(post.text).toBe('Grace Hopper joined Sales');
  });

  it('tells roles and leaves in the same post', () => {
    const post = teamPost({
      ...quiet,
      joiners: [grace, grace],
      roleChanges: [{ name: 'Ada Example', from: 'Viewer', to: 'Member' }],
      leavers: [{ name: 'Linus Example' }],
    });
    expect(textOf(post.blocks).split('\n').slice(3)).toEqual([
      'New roles in *Sales* (Example Org)',
      '• *Ada Example* is Member now (before: Viewer)',
      '*Linus Example* left *Sales* (Example Org)',
    ]);
    expect(post.text).toBe('2 people joined Sales today; Ada Example changed role in Sales; Linus Example left Sales');
  });
});

describe('message of an invite link', () => {
  const joins = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      ...{ email: `${longest(60)}${n}@example.com`, joinedAt: at },
      ...{
        firstName: `${hostileName}${longest(100)}`.slice(0, 100),
        lastName: hostileTexts[n % hostileTexts.length] ?? '',
      },
    }));
  const news = { link: aLink({ uses: 20 }), closed: null, timeZone: organization.timeZone };

  it('when twenty of the longest joined, is a message that Slack takes', () => {
    expectMessage(inviteLinkMessage({ ...news, joins: joins(20) }));
  });

  it('says how many joined, who the last ones were, how many came before them, and whether anybody still can', () => {
    const person = { email: 'grace@example.com', firstName: 'Grace', lastName: 'Hopper', joinedAt: at };
    const shown = textOf(inviteLinkMessage({ ...news, link: aLink({ uses: 3 }), joins: [person] }).blocks);
    expect(shown).toMatch(
      /^\*Your invite link for Viewer in Sales: 3 of 50 joined\*\n• \*Grace Hopper\* \(grace@example.com\), .*\n…and 2 others before\nOpen until /,
    );
    const revoked = { kind: 'link_revoked', at } as const;
    expect(textOf(inviteLinkMessage({ ...news, joins: [person], closed: revoked }).blocks)).toMatch(/\nRevoked <.*\.$/);
  });
});
