import { describe, expect, it } from 'vitest';
import { commandWords } from '../../../src/slack/command-words.ts';
import { adminGrantedMessage } from '../../../src/slack/views/admin-granted-message.ts';
import { askNewLinkCard } from '../../../src/slack/views/ask-new-link-card.ts';
import { channelProblemMessage } from '../../../src/slack/views/channel-problem-message.ts';
import { declineRequestModal } from '../../../src/slack/views/decline-request-modal.ts';
import { exportedComment, exportFailedMessage, exportToldMessage } from '../../../src/slack/views/export-messages.ts';
import { helpMessage, helpTopicMessage, unknownWordMessage } from '../../../src/slack/views/help-message.ts';
import { joinRequestCard, requestAnswerMessage } from '../../../src/slack/views/join-request-card.ts';
import { outcomeMessage } from '../../../src/slack/views/outcome-message.ts';
import { welcomeMessage } from '../../../src/slack/views/welcome-message.ts';
import { outsiderMessage, whoamiMessage } from '../../../src/slack/views/whoami-message.ts';
import { aMember, at, hostileTexts, id, longest, organization, words } from '../examples.ts';
import { expectMessage, expectModal, mrkdwnIn } from '../shown.ts';
import {
  hostileDecision,
  hostileInvitation,
  hostileMember,
  hostileName,
  hostileOrganization,
  hostileRequest,
} from '../worst-case.ts';

const links = ['https://product.example.com/sign-in?a=1&amp;b=2', 'https://product.example.com/start'];

const textOf = (kit: unknown): string =>
  mrkdwnIn(kit)
    .map(({ text }) => text)
    .join('\n');

describe('other messages', () => {
  it('when everything in them is hostile and at its longest, are messages that Slack takes', () => {
    expectMessage(welcomeMessage(hostileMember, hostileOrganization), { links });
    const names = Array.from({ length: 100 }, () => hostileName);
    const access = { permissionNames: names, adminNames: names.slice(0, 5) };
    expectMessage(whoamiMessage(hostileMember, access, words));
    expectMessage(whoamiMessage({ ...hostileMember, status: 'DEACTIVATED' }, access, words));
    expectMessage(outsiderMessage('You are not a member.', access, words));
    expectMessage(askNewLinkCard(hostileInvitation));
    expectMessage(adminGrantedMessage(hostileMember), { mentions: ['U0000000001'] });
    const background = {
      asker: hostileMember,
      member: { status: 'ACTIVE', joinedAt: at },
      isPending: true,
      stoppedAt: at,
    } as const;
    expectMessage(exportToldMessage(hostileMember, at, hostileOrganization));
    expectMessage(exportFailedMessage('missing_scope', hostileOrganization));
    expectMessage(exportFailedMessage('<!channel>', hostileOrganization));
    expect(exportedComment(hostileOrganization)).not.toMatch(/[<>]/);
    for (const request of [hostileRequest, { ...hostileRequest, decision: hostileDecision }]) {
      expectMessage(joinRequestCard(request, background, hostileOrganization));
      expectMessage(requestAnswerMessage(request, hostileOrganization));
    }
    expectModal(declineRequestModal(hostileRequest, words, longest(3000)), { mentions: ['U0000000001'] });
    for (const cause of ['not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action<!channel>']) {
      for (const teamName of [hostileName, null]) {
        const problem = { channelId: 'C0000000001', teamName, cause };
        for (const post of ['digest', 'weekly', undefined] as const) {
          const about = { ...problem, ...(post && { post }) };
          expectMessage(channelProblemMessage(about, 'U0000000009'), { mentions: ['U0000000009'] });
        }
      }
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
