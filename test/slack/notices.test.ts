import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BatchSummary } from '../../src/domain/announcement.ts';
import type { Notices } from '../../src/ports/notices.ts';
import type { PostMark } from '../../src/ports/posts.ts';
import { createNotices } from '../../src/slack/notices.ts';
import type { Person } from '../support/workspace/person.ts';
import { startWorkspace, type Workspace } from '../support/workspace/workspace.ts';
import { clientsOf } from './clients.ts';
import { aMember, anInvitation, at, organization } from './examples.ts';

let workspace: Workspace;
let notices: Notices;
let noticesOf: (mark?: PostMark) => Notices;
let ada: Person;
beforeEach(async () => {
  workspace = await startWorkspace();
  ada = workspace.person({ firstName: 'Ada' });
  const parts = {
    client: clientsOf(workspace).bulk,
    botUserId: workspace.botUserId,
    now: async () => at,
    canMail: true,
  };
  noticesOf = (mark) => createNotices({ ...parts, mark });
  notices = noticesOf();
});
afterEach(async () => {
  expect(workspace.refusals).toEqual([]);
  expect(workspace.warnings).toEqual([]);
  await workspace.stop();
});

const to = (person: Person) => ({ teamId: person.teamId, userId: person.id });
const invitation = anInvitation();
const joins = {
  teamName: 'Sales',
  organizationName: 'Example Org',
  joiners: [{ name: 'Grace Hopper', roleName: 'Viewer', slackUserId: null }],
  roleChanges: [],
  leavers: [],
};
const batch = (state: 'delivered' | 'joined'): BatchSummary => ({
  batchId: 'b',
  timeZone: 'Europe/Berlin',
  entries: [
    {
      invitationId: 'i',
      email: 'grace@example.com',
      name: null,
      state,
      channel: 'EMAIL',
      cause: null,
      at: null,
      endsAt: null,
      sendAfter: null,
    },
  ],
});

describe('notices', () => {
  it('when an invitation is sent, posts its card with what tells it apart, and settles it later without a button', async () => {
    const posted = await notices.invitationCard(to(ada), invitation, organization);
    expect(posted).toMatchObject({ kind: 'posted', channelId: ada.direct });
    const [card] = ada.messages();
    expect(card?.buttons).toEqual(['Accept', 'No, thanks', 'Email me the link instead', 'Don’t write to me again']);
    expect(card?.metadata).toEqual({
      event_type: 'usher_invitation',
      event_payload: { invitation_id: invitation.id, generation: 1 },
    });
    expect(card?.unfurlLinks).toBe(false);
    if (posted.kind !== 'posted') return;
    const settled = await notices.settledCard(
      'T',
      posted,
      { ...invitation, status: 'WITHDRAWN', decidedAt: at },
      organization,
      false,
    );
    expect(settled).toMatchObject({ kind: 'posted', ts: posted.ts });
    expect(ada.messages()).toHaveLength(1);
    expect(ada.messages()[0]?.buttons).toEqual([]);
  });

  it('when a batch changes, edits its one message', async () => {
    const posted = await notices.batch(to(ada), batch('delivered'), null);
    if (posted.kind !== 'posted') throw new Error(posted.kind);
    await notices.batch(to(ada), batch('joined'), posted);
    expect(ada.messages().map(({ text, edits }) => [text.split('\n')[0], edits])).toEqual([
      ['*1 invited: 1 joined*', 1],
    ]);
  });

  it('when somebody may have posted the message of a batch and died, finds it and brings it up to date, or posts it', async () => {
    await notices.batch(to(ada), batch('delivered'), 'perhaps');
    await notices.batch(to(ada), { ...batch('delivered'), batchId: 'another' }, null);
    expect(await notices.batch(to(ada), batch('joined'), 'perhaps')).toMatchObject({ ts: ada.messages()[0]?.ts });
    expect(ada.messages().map(({ text }) => text.split('\n')[0])).toEqual([
      '*1 invited: 1 joined*',
      '*1 invited: 1 waiting*',
    ]);
  });

  it('when another try of a job may have sent a message, looks for its mark before it sends one', async () => {
    const by = (key: string, mayBeSent: boolean) => noticesOf({ key, mayBeSent });
    const first = await by('a', false).welcome(to(ada), aMember(), organization);
    expect(await by('a', true).welcome(to(ada), aMember(), organization)).toEqual(first);
    // Another job, and another message of the same job.
    await by('b', true).welcome(to(ada), aMember(), organization);
    await by('a', true).adminGranted(to(ada), aMember(), null);
    expect(ada.messages()).toHaveLength(3);
    workspace.limits.next('conversations.history', { retryAfter: 3 });
    expect(await by('a', true).welcome(to(ada), aMember(), organization)).toMatchObject({ kind: 'try_later' });
    // Installed before Usher asked for the scope: at least once is what is left.
    workspace.scopes.delete('im:history');
    await by('a', true).welcome(to(ada), aMember(), organization);
    expect(ada.messages()).toHaveLength(4);
  });

  it('when somebody joins, tells their channel', async () => {
    const channel = workspace.channel('sales', { botIsMember: true });
    expect(await notices.teamNews('T', channel.id, joins, null)).toMatchObject({
      kind: 'posted',
      channelId: channel.id,
    });
  });

  it('when a message is gone, says so, for a new one to be posted', async () => {
    const unknown = { channelId: 'D9999999999', ts: '1.000001' };
    expect(await notices.batch(to(ada), batch('joined'), unknown)).toEqual({ kind: 'message_gone' });
    const posted = await notices.batch(to(ada), batch('delivered'), null);
    const gone = posted.kind === 'posted' && { ...posted, ts: '1.000001' };
    expect(gone && (await notices.batch(to(ada), batch('joined'), gone))).toEqual({ kind: 'message_gone' });
  });

  it.each([
    'user_disabled',
    'cannot_dm_bot',
    'messages_tab_disabled',
    'restricted_action',
    'channel_not_found',
    'not_in_channel',
    'is_archived',
  ])('when Slack answers %s, nothing will make it go through', async (cause) => {
    workspace.faults.answer('chat.postMessage', cause);
    expect(await notices.batch(to(ada), batch('joined'), null)).toEqual({ kind: 'unreachable', cause });
  });

  it('when Slack throttles or falters, asks to try later, as long as Slack says', async () => {
    workspace.limits.next('chat.postMessage', { retryAfter: 7 });
    expect(await notices.batch(to(ada), batch('joined'), null)).toEqual({
      kind: 'try_later',
      cause: 'ratelimited',
      afterSeconds: 7,
    });
    workspace.faults.answer('chat.postMessage', 'internal_error');
    expect(await notices.batch(to(ada), batch('joined'), null)).toMatchObject({
      kind: 'try_later',
      cause: 'internal_error',
    });
    workspace.faults.status('chat.postMessage', 503);
    expect(await notices.batch(to(ada), batch('joined'), null)).toMatchObject({ kind: 'try_later', cause: 'http_503' });
    workspace.faults.lose('chat.postMessage');
    expect(await notices.batch(to(ada), batch('joined'), null)).toMatchObject({
      kind: 'try_later',
      cause: 'no_answer',
    });
  });

  it('when the token no longer counts, or Slack refuses what we wrote, it is an error for a person to see', async () => {
    for (const error of ['token_revoked', 'missing_scope', 'invalid_blocks']) {
      workspace.faults.answer('chat.postMessage', error);
      await expect(notices.batch(to(ada), batch('joined'), null)).rejects.toThrow(error);
    }
  });

  it('when a person is out of reach in Slack itself, says why', async () => {
    await workspace.deactivate(ada);
    expect(await notices.batch(to(ada), batch('joined'), null)).toEqual({
      kind: 'unreachable',
      cause: 'user_disabled',
    });
  });

  it('says the rest in direct messages', async () => {
    expect(await notices.askedForNewLink(to(ada), invitation)).toMatchObject({ kind: 'posted' });
    expect(await notices.welcome(to(ada), aMember(), organization)).toMatchObject({ kind: 'posted' });
    expect(await notices.adminGranted(to(ada), aMember(), null)).toMatchObject({ kind: 'posted' });
    const problem = { channelId: 'C0000000001', teamName: 'Sales', cause: 'not_in_channel' };
    expect(await notices.channelProblem(to(ada), problem)).toMatchObject({ kind: 'posted' });
    expect(ada.messages()).toHaveLength(4);
  });
});
