import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiClient, section } from './api-client.ts';
import { type ScriptedApp, startScriptedApp } from './scripted-app.ts';
import { startWorkspace, type Workspace } from './workspace.ts';

const withButton = (text: string) => [
  section(text),
  {
    type: 'actions' as const,
    elements: [
      { type: 'button' as const, action_id: 'ok', text: { type: 'plain_text' as const, text: 'OK' }, value: 'v' },
    ],
  },
];

describe('a person in a conversation', () => {
  let workspace: Workspace;
  let app: ScriptedApp;
  let client: WebClient;
  const say = (url: unknown, body: object) =>
    fetch(String(url), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  beforeEach(async () => {
    workspace = await startWorkspace();
    app = await startScriptedApp(workspace);
    client = apiClient(workspace);
  });
  afterEach(async () => {
    await app.stop();
    await workspace.stop();
  });

  it('when a command comes from a channel, the app learns where', async () => {
    const ada = workspace.person({ firstName: 'Ada' });
    const ops = workspace.channel('ops', { members: [ada] });
    await ada.types('/members  invite a@example.com', { in: ops });
    expect(app.got[0]).toMatchObject({
      command: '/members',
      text: 'invite a@example.com',
      user_id: ada.id,
      user_name: 'ada',
      channel_id: ops.id,
      channel_name: 'ops',
      team_id: workspace.team.id,
      api_app_id: workspace.appId,
    });
    await ada.types('/members');
    expect(app.got[1]).toMatchObject({ text: '', channel_id: ada.direct, channel_name: 'directmessage' });
    await expect(ada.types('hello')).rejects.toThrow('Only commands');
  });

  it('when somebody mentioned is deactivated, the app gets the bare name', async () => {
    const ada = workspace.person({ firstName: 'Ada' });
    const bob = workspace.person({ firstName: 'Bob' });
    await ada.types(`/members x${bob.mention} (${bob.mention})`);
    expect(app.got.at(-1)?.['text'], 'no mention inside of a word').toBe('x@bob (@bob)');
    await workspace.deactivate(bob);
    await ada.types(`/members ${bob.mention}`);
    expect(app.got.at(-1)?.['text']).toBe('@bob');
  });

  it('when the app takes over three seconds, Slackbot says so', async () => {
    const ada = workspace.person();
    app.replies(() => ({ afterMs: 3300 }));
    const answer = await ada.types('/members');
    expect(answer).toMatchObject({ timedOut: true, failed: 'operation_timeout', text: '' });
    expect(ada.ephemerals()[0]).toMatchObject({
      from: 'Slackbot',
      text: '/members failed with the error "operation_timeout"',
    });
  });

  it('when the ack has blocks that Slack refuses, nothing is shown and the refusal is kept', async () => {
    const ada = workspace.person();
    app.replies(() => ({ body: { blocks: [section('')] } }));
    expect((await ada.types('/members')).text).toBe('');
    expect(workspace.refusals).toHaveLength(1);
  });

  it('when a response_url is used a sixth time, or after half an hour, it is dead', async () => {
    const ada = workspace.person();
    const url = (await ada.types('/members')).payload['response_url'];
    expect((await say(url, { blocks: [{ type: 'nope' }] })).status).toBe(400);
    for (let use = 2; use <= 5; use += 1) expect((await say(url, { text: `use ${use}` })).status).toBe(200);
    const sixth = await say(url, { text: 'use 6' });
    expect([sixth.status, await sixth.json()]).toEqual([404, { ok: false, error: 'used_url' }]);
    const late = (await ada.types('/members')).payload['response_url'];
    workspace.advance(30 * 60 * 1000 + 1);
    expect(await (await say(late, { text: 'late' })).json()).toEqual({ ok: false, error: 'expired_url' });
    expect(ada.ephemerals().map((one) => one.text)).toEqual(['use 2', 'use 3', 'use 4', 'use 5']);
  });

  it('when a button of a message is clicked, the app can replace or delete it by response_url', async () => {
    const ada = workspace.person();
    await client.chat.postMessage({ channel: ada.id, text: 'Choose', blocks: withButton('Choose') });
    const message = await ada.waitForMessage('Choose');
    await message.click('OK');
    const got = app.got.at(-1);
    expect(got).toMatchObject({
      type: 'block_actions',
      actions: [{ type: 'button', action_id: 'ok', value: 'v', action_ts: expect.any(String) }],
      container: { type: 'message', message_ts: message.ts, channel_id: ada.direct, is_ephemeral: false },
      channel: { id: ada.direct, name: 'directmessage' },
      message: { ts: message.ts, text: 'Choose' },
    });
    await say(got?.['response_url'], { replace_original: true, text: 'Chosen' });
    expect(ada.messages().map((one) => [one.text, one.buttons, one.edited])).toEqual([['Chosen', [], true]]);
    await say(got?.['response_url'], { delete_original: true });
    expect(ada.messages()).toEqual([]);
  });

  it('when a message has changed, its old button is clicked only on purpose', async () => {
    const ada = workspace.person();
    const { channel = '', ts = '' } = await client.chat.postMessage({
      channel: ada.id,
      text: 'a',
      blocks: withButton('a'),
    });
    const [seen] = ada.messages();
    await client.chat.update({ channel, ts, text: 'decided', blocks: [] });
    await expect(seen?.click('OK')).rejects.toThrow('no button [OK]. It has:\n(none)');
    await seen?.click('OK', { stale: true });
    expect(app.got.at(-1)).toMatchObject({ message: { text: 'decided' }, actions: [{ value: 'v' }] });
  });

  it('when an ephemeral message is clicked, the payload carries no message', async () => {
    const ada = workspace.person();
    app.replies((got) => (got['command'] ? { body: { text: 'a', blocks: withButton('a') } } : {}));
    const { message } = await ada.types('/members');
    await message?.click('OK');
    expect(app.got.at(-1)).toMatchObject({ container: { is_ephemeral: true } });
    expect(app.got.at(-1)).not.toHaveProperty('message');
  });

  it('when a channel message is clicked, it must be said by whom', async () => {
    const ada = workspace.person();
    const ops = workspace.channel('ops', { members: [ada], botIsMember: true });
    await client.chat.postMessage({ channel: ops.id, text: 'Join', blocks: withButton('Join') });
    const message = await ops.waitForMessage(/Join/);
    await expect(async () => message.click('OK')).rejects.toThrow('who acts?');
    await message.click('OK', { by: ada });
    await (await ada.waitForMessage('Join', { in: ops })).click('OK');
    expect(app.got.map((got) => (got['user'] as { id: string }).id)).toEqual([ada.id, ada.id]);
  });

  it('when an event is sent again, it is the same event with the headers of a retry', async () => {
    const ada = workspace.person();
    await ada.arrives();
    await workspace.deliver({ retryNum: 1 });
    expect(app.got[0]).toMatchObject({
      type: 'event_callback',
      team_id: workspace.team.id,
      event: { type: 'team_join', user: { id: ada.id } },
    });
    expect(app.got[1]).toEqual(app.got[0]);
  });

  it('when an event is not acked, it comes again at once, after a minute and after five, and then no more', async () => {
    const ada = workspace.person();
    app.replies(() => ({ status: 503 }));
    await ada.arrives();
    const retries = () => app.headers.map((headers) => headers['x-slack-retry-num']);
    await expect.poll(retries).toEqual([undefined, '1']);
    await workspace.settled();
    workspace.advance(40_000);
    await workspace.settled();
    expect(retries()).toHaveLength(2);
    workspace.advance(20_000);
    await expect.poll(retries).toEqual([undefined, '1', '2']);
    await workspace.settled();
    workspace.advance(300_000);
    await expect.poll(retries).toEqual([undefined, '1', '2', '3']);
    await workspace.settled();
    workspace.advance(3_600_000);
    await workspace.settled();
    expect(app.got.map((got) => got['event_id'])).toEqual(Array(4).fill(app.got[0]?.['event_id']));
    expect(app.headers.at(-1)?.['x-slack-retry-reason']).toBe('http_error');
  });

  it('when it is acked the second time, or the app wants it no more, that is the end of it', async () => {
    const ada = workspace.person();
    app.replies(() => ({ status: app.got.length === 1 ? 500 : 200 }));
    await ada.arrives();
    await expect.poll(() => app.got).toHaveLength(2);
    app.replies(() => ({ status: 500, headers: { 'x-slack-no-retry': '1' } }));
    await ada.update({ firstName: 'Ada' });
    await workspace.settled();
    workspace.advance(3_600_000);
    await workspace.settled();
    expect(app.got).toHaveLength(3);
  });

  it('when no app is connected, the error says so', async () => {
    workspace.disconnect();
    await expect(workspace.person().types('/members')).rejects.toThrow('No app is connected');
  });

  it('when calls go on, settled waits for the quiet', async () => {
    workspace.faults.hang('auth.test', 100);
    const call = client.auth.test();
    await expect.poll(() => workspace.callsOf('auth.test')).toHaveLength(1);
    await workspace.settled({ quietMs: 60 });
    expect(workspace.callsOf('auth.test')[0]?.answer).toMatchObject({ ok: true });
    await call;
    workspace.faults.hang('auth.test', 200);
    const slow = client.auth.test();
    await expect.poll(() => workspace.callsOf('auth.test')).toHaveLength(2);
    await expect(workspace.settled({ timeoutMs: 50 })).rejects.toThrow('Not settled after 50 ms');
    await slow;
  });

  it('when the app is followed, settled waits until it is at nothing that it acked', async () => {
    let quietMs = 0;
    workspace.follow(() => quietMs);
    await expect(workspace.settled({ timeoutMs: 50 })).rejects.toThrow('the app is answering');
    quietMs = 1000;
    await workspace.settled();
  });
});
