import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiClient, errorOf, section } from './api-client.ts';
import { startWorkspace, type Workspace } from './workspace.ts';

describe('the Web API: messages', () => {
  let workspace: Workspace;
  let client: WebClient;

  beforeEach(async () => {
    workspace = await startWorkspace({ teamName: 'Acme' });
    client = apiClient(workspace);
  });
  afterEach(() => workspace.stop());

  it('when a message cannot be posted, it says why', async () => {
    const ada = workspace.person();
    const open = workspace.channel('open', { members: [ada] });
    const closed = workspace.channel('closed', { isPrivate: true });
    const old = workspace.channel('old', { botIsMember: true });
    old.archive();
    const gone = workspace.person();
    await workspace.deactivate(gone);
    const post = (channel: string, more: object = { text: 'Hi' }) =>
      errorOf(client, 'chat.postMessage', { channel, ...more });
    expect(await post('C0')).toBe('channel_not_found');
    expect(await post(open.id)).toBe('not_in_channel');
    expect(await post(closed.id)).toBe('channel_not_found');
    expect(await post(old.id)).toBe('is_archived');
    expect(await post(gone.id)).toBe('user_disabled');
    expect(await post(workspace.bot().id)).toBe('cannot_dm_bot');
    expect(await post(ada.id, {})).toBe('no_text');
    expect(await post(ada.id, { text: 'x'.repeat(40_001) })).toBe('msg_too_long');
    expect(await post(ada.id, { blocks: 'not json' })).toBe('invalid_blocks_format');
    workspace.setMessagesTab(false);
    expect(await post(ada.id)).toBe('messages_tab_disabled');
    expect(ada.messages()).toEqual([]);
  });

  it('when blocks are invalid, the answer lists what is wrong and the workspace remembers it', async () => {
    const ada = workspace.person();
    const call = client.chat.postMessage({ channel: ada.id, text: 'a', blocks: [section('')] });
    await expect(call).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        errors: ['must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
        response_metadata: { messages: ['[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]'] },
      },
    });
    expect(workspace.refusals).toEqual([expect.stringContaining('chat.postMessage: invalid_blocks')]);
  });

  it('when blocks come without a text, it is posted with a warning', async () => {
    const ada = workspace.person();
    await client.apiCall('chat.postMessage', { channel: ada.id, blocks: [section('a')] });
    expect(workspace.warnings).toHaveLength(1);
    expect(ada.messages()).toHaveLength(1);
  });

  it('when a message is updated, parts that are not mentioned stay', async () => {
    const ada = workspace.person();
    const { channel = '', ts = '' } = await client.chat.postMessage({
      channel: ada.id,
      text: 'old',
      blocks: [section('old block')],
      metadata: { event_type: 'x', event_payload: { key: 'k' } },
      unfurl_links: false,
    });
    await client.chat.update({ channel, ts, text: 'new' });
    expect(ada.messages()[0]).toMatchObject({
      text: 'old block',
      notification: 'new',
      edited: true,
      edits: 1,
      unfurlLinks: false,
    });
    await client.chat.update({ channel, ts, text: 'new', blocks: [] });
    expect(ada.messages()[0]).toMatchObject({ text: 'new', metadata: { event_type: 'x' } });
    expect(await errorOf(client, 'chat.update', { channel, ts: '1.1', text: 'a' })).toBe('message_not_found');
    expect(await errorOf(client, 'chat.update', { channel: ada.id, ts, text: 'a' })).toBe('channel_not_found');
    expect(await errorOf(client, 'chat.update', { channel, ts, text: 'x'.repeat(4001) })).toBe('msg_too_long');
    expect(await errorOf(client, 'chat.update', { channel, ts })).toBe('no_text');
    await client.chat.delete({ channel, ts });
    expect(await errorOf(client, 'chat.update', { channel, ts, text: 'a' })).toBe('message_not_found');
    expect(ada.messages()).toEqual([]);
  });

  it('when an ephemeral message goes to somebody outside the channel, it is refused', async () => {
    const ada = workspace.person();
    const ops = workspace.channel('ops', { members: [ada], botIsMember: true });
    await client.chat.postEphemeral({ channel: ops.id, user: ada.id, text: 'psst' });
    expect(ada.ephemerals()[0]).toMatchObject({ text: 'psst', ephemeral: true });
    expect(ops.messages()).toEqual([]);
    expect(
      await errorOf(client, 'chat.postEphemeral', { channel: ops.id, user: workspace.person().id, text: 'a' }),
    ).toBe('user_not_in_channel');
    expect(await errorOf(client, 'chat.update', { channel: ops.id, ts: ada.ephemerals()[0]?.ts, text: 'a' })).toBe(
      'message_not_found',
    );
  });
});
