import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiClient, errorOf, modal, section } from './api-client.ts';
import { startWorkspace, type Workspace } from './workspace.ts';

describe('the Web API: views and planned faults', () => {
  let workspace: Workspace;
  let client: WebClient;

  beforeEach(async () => {
    workspace = await startWorkspace({ teamName: 'Acme' });
    client = apiClient(workspace);
  });
  afterEach(() => workspace.stop());

  it('when a trigger is unknown, used or older than three seconds, no modal opens', async () => {
    const ada = workspace.person();
    workspace.connect({ url: 'http://127.0.0.1:9/', signingSecret: 's' });
    const trigger = async () => String((await ada.types('/x')).payload['trigger_id']);
    expect(await errorOf(client, 'views.open', { trigger_id: '1.2.3', view: modal('a') })).toBe('invalid_trigger_id');
    const once = await trigger();
    expect(await errorOf(client, 'views.open', { trigger_id: once, view: { type: 'modal' } })).toBe(
      'invalid_arguments',
    );
    expect(await errorOf(client, 'views.open', { trigger_id: once, view: modal('a') })).toBe('ok');
    expect(await errorOf(client, 'views.open', { trigger_id: once, view: modal('a') })).toBe('exchanged_trigger_id');
    const late = await trigger();
    workspace.advance(3100);
    expect(await errorOf(client, 'views.open', { trigger_id: late, view: modal('a') })).toBe('expired_trigger_id');
  });

  it('when views are updated with an old hash, closed, or share an external id, they are refused', async () => {
    const ada = workspace.person();
    workspace.connect({ url: 'http://127.0.0.1:9/', signingSecret: 's' });
    const trigger = async (person = ada) => String((await person.types('/x')).payload['trigger_id']);
    const unused = await trigger();
    const { view } = await client.views.open({
      trigger_id: await trigger(),
      view: modal('a', { external_id: 'one' }),
    });
    expect(await errorOf(client, 'views.update', { view_id: view?.id, hash: 'other', view: modal('b') })).toBe(
      'hash_conflict',
    );
    expect(await errorOf(client, 'views.push', { trigger_id: unused, view: modal('b') })).toBe('not_found');
    const bob = workspace.person();
    const bobs = await trigger(bob);
    expect(
      await errorOf(client, 'views.open', {
        trigger_id: bobs,
        view: modal('a', { external_id: 'one' }),
      }),
    ).toBe('duplicate_external_id');
    expect(await errorOf(client, 'views.update', { external_id: 'one', view: modal('by external id') })).toBe('ok');
    const seen = await ada.modal();
    expect(seen.text()).toContain('by external id');
    expect(seen.hash).not.toBe(view?.hash);
    await seen.close();
    expect(await errorOf(client, 'views.update', { view_id: view?.id, view: modal('b') })).toBe('not_found');
  });

  it('when a Home tab is published, hash and switch are heeded', async () => {
    const ada = workspace.person();
    const home = { type: 'home', blocks: [section('desk')] };
    expect(await errorOf(client, 'views.publish', { user_id: ada.id, view: home })).toBe('ok');
    expect(await errorOf(client, 'views.publish', { user_id: ada.id, view: home, hash: 'other' })).toBe(
      'hash_conflict',
    );
    expect(await errorOf(client, 'views.publish', { user_id: 'U0', view: home })).toBe('user_not_found');
    workspace.setHomeTab(false);
    expect(await errorOf(client, 'views.publish', { user_id: ada.id, view: home })).toBe('not_enabled');
    expect(ada.home().text()).toBe('desk');
  });

  it('when faults are planned, calls meet them once each', async () => {
    const ada = workspace.person();
    const post = () => client.chat.postMessage({ channel: ada.id, text: 'Hi' });
    workspace.limits.next('chat.postMessage', { retryAfter: 4 });
    await expect(post()).rejects.toMatchObject({ retryAfter: 4 });
    workspace.faults.status('chat.postMessage', 503);
    await expect(post()).rejects.toThrow('503');
    workspace.faults.answer('chat.postMessage', 'channel_not_found', { times: 2 });
    await expect(post()).rejects.toThrow('channel_not_found');
    await expect(post()).rejects.toThrow('channel_not_found');
    expect(ada.messages()).toEqual([]);
    workspace.faults.lose('*');
    await expect(post()).rejects.toThrow();
    expect(ada.messages(), 'a lost answer is not a lost message').toHaveLength(1);
    workspace.faults.hang('chat.postMessage', 60);
    await post();
    expect(workspace.callsOf('chat.postMessage').at(-1)?.ms).toBeGreaterThanOrEqual(55);
    expect(workspace.callsOf('chat.postMessage').at(-1)).toMatchObject({
      args: { text: 'Hi' },
      token: workspace.token,
      status: 200,
    });
  });
});
