import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiClient, errorOf, section } from './api-client.ts';
import { startWorkspace, type Workspace } from './workspace.ts';

describe('the Web API: who may ask, people and conversations', () => {
  let workspace: Workspace;
  let client: WebClient;

  beforeEach(async () => {
    workspace = await startWorkspace({ teamName: 'Acme' });
    client = apiClient(workspace);
  });
  afterEach(() => workspace.stop());

  it('when the token is missing, wrong or revoked, it says so', async () => {
    expect(await client.auth.test()).toMatchObject({
      team: 'Acme',
      team_id: workspace.team.id,
      user_id: workspace.botUserId,
    });
    client = new WebClient(undefined, { slackApiUrl: workspace.apiUrl });
    expect(await errorOf(client, 'auth.test')).toBe('not_authed');
    client = apiClient(workspace, 'xoxb-other');
    expect(await errorOf(client, 'auth.test')).toBe('invalid_auth');
    client = apiClient(workspace);
    workspace.revokeToken();
    expect(await errorOf(client, 'auth.test')).toBe('token_revoked');
  });

  it('when a method is unknown or out of scope, it is refused', async () => {
    expect(await errorOf(client, 'chat.shout')).toBe('unknown_method');
    workspace.scopes.delete('chat:write');
    await expect(client.chat.postMessage({ channel: 'C1', text: 'a' })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'chat:write', provided: expect.stringContaining('users:read') },
    });
    expect((await client.auth.test()).response_metadata?.scopes).toContain('users:read');
  });

  it('when people are looked up, deactivated ones and those of other teams are not found by address', async () => {
    const ada = workspace.person({ email: 'ada@example.com', isRestricted: true });
    const bob = workspace.person({ email: 'bob@example.com' });
    await workspace.deactivate(bob);
    const sam = workspace.stranger({ email: 'sam@example.com' });
    expect((await client.users.lookupByEmail({ email: 'ADA@example.com' })).user).toMatchObject({
      id: ada.id,
      is_restricted: true,
    });
    expect(await errorOf(client, 'users.lookupByEmail', { email: 'bob@example.com' })).toBe('users_not_found');
    expect(await errorOf(client, 'users.lookupByEmail', { email: 'sam@example.com' })).toBe('users_not_found');
    expect((await client.users.info({ user: bob.id })).user).toMatchObject({ deleted: true });
    expect((await client.users.info({ user: sam.id })).user).toMatchObject({ is_stranger: true, team_id: sam.teamId });
    expect(await errorOf(client, 'users.info', { user: 'U0' })).toBe('user_not_found');
  });

  it('when the address scope is lacking, profiles carry no address', async () => {
    const ada = workspace.person();
    expect((await client.users.info({ user: ada.id })).user?.profile?.email).toBe(ada.email);
    workspace.scopes.delete('users:read.email');
    expect((await client.users.info({ user: ada.id })).user?.profile?.email).toBeUndefined();
  });

  it('when people are listed, pages follow by cursor and hold everybody once', async () => {
    for (let index = 0; index < 7; index += 1) workspace.person();
    const seen: string[] = [];
    for await (const page of client.paginate('users.list', { limit: 4 })) {
      const members = (page as { members?: { id: string }[] }).members ?? [];
      expect(members.length).toBeLessThanOrEqual(4);
      seen.push(...members.map((member) => member.id));
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(9);
  });

  it('when a DM is opened twice, its id is the same', async () => {
    const ada = workspace.person();
    const first = await client.conversations.open({ users: ada.id });
    expect(await client.conversations.open({ users: ada.id })).toMatchObject({
      already_open: true,
      channel: { id: first.channel?.id },
    });
    await workspace.deactivate(ada);
    expect(await errorOf(client, 'conversations.open', { users: ada.id })).toBe('user_disabled');
    expect(await errorOf(client, 'conversations.open', { users: 'U0' })).toBe('user_not_found');
    expect(await errorOf(client, 'conversations.open')).toBe('users_list_not_supplied');
  });

  it('when channels are asked for, private ones without the bot are unknown', async () => {
    const ada = workspace.person();
    const ops = workspace.channel('ops', { members: [ada], botIsMember: true });
    const secret = workspace.channel('secret', { isPrivate: true });
    expect((await client.conversations.info({ channel: ops.id })).channel).toMatchObject({
      name: 'ops',
      is_member: true,
    });
    expect((await client.conversations.members({ channel: ops.id })).members).toContain(ada.id);
    expect((await client.conversations.list({ types: 'public_channel,private_channel' })).channels).toHaveLength(1);
    expect(await errorOf(client, 'conversations.info', { channel: secret.id })).toBe('channel_not_found');
    expect(await errorOf(client, 'conversations.members', { channel: secret.id })).toBe('channel_not_found');
  });

  it('when a call comes as JSON, with arguments nobody knows, it is answered alike', async () => {
    const ada = workspace.person();
    const call = (body: string) =>
      fetch(`${workspace.apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${workspace.token}` },
        body,
      }).then((response) => response.json());
    const said = { channel: ada.id, text: 'Hi', blocks: [section('Hello')], unfurl_links: false, colour: 'red' };
    expect(await call(JSON.stringify(said))).toMatchObject({ ok: true, channel: ada.direct });
    expect(ada.messages()[0]).toMatchObject({ text: 'Hello', notification: 'Hi', unfurlLinks: false });
    expect(await call('{')).toEqual({ ok: false, error: 'invalid_json' });
  });

  it('when limits are held, each method has its own a minute, and each channel a message a second with bursts', async () => {
    await workspace.stop();
    workspace = await startWorkspace({ rateLimits: true });
    client = apiClient(workspace);
    const [ops, sales] = [
      workspace.channel('ops', { botIsMember: true }),
      workspace.channel('sales', { botIsMember: true }),
    ];
    const waitOf = (call: Promise<unknown>) =>
      call.then(
        () => 0,
        ({ retryAfter }) => retryAfter as number,
      );
    const list = () => waitOf(client.users.list({ limit: 1 }));
    const post = (channel: string) => waitOf(client.chat.postMessage({ channel, text: 'Hi' }));
    for (let n = 0; n < 20; n += 1) expect(await list()).toBe(0);
    expect(await list()).toBeGreaterThan(50);
    expect(await waitOf(client.users.info({ user: workspace.botUserId }))).toBe(0);
    for (let n = 0; n < 5; n += 1) expect(await post(ops.id)).toBe(0);
    const seconds = await post(ops.id);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(5);
    expect(await post(sales.id)).toBe(0);
    expect(ops.messages()).toHaveLength(5);
    expect(workspace.limits.tooSoon).toEqual([]);
    workspace.advance(2000);
    await list();
    expect(workspace.limits.tooSoon).toEqual([expect.stringMatching(/^users.list/)]);
    workspace.advance(60_000);
    expect([await list(), await post(ops.id)]).toEqual([0, 0]);
  });
});
