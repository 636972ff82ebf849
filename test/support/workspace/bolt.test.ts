import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBoltApp } from './bolt-app.ts';
import { startWorkspace, type Workspace } from './workspace.ts';

describe('the workspace and a Bolt app', () => {
  let workspace: Workspace;
  let app: App;
  const heard: string[] = [];
  const open = async () => {
    const ada = workspace.person({ firstName: 'Ada', email: 'ada@example.com' });
    await ada.types('/members invite');
    return { ada, modal: await ada.modal() };
  };

  beforeEach(async () => {
    heard.length = 0;
    workspace = await startWorkspace();
    app = await startBoltApp(workspace, heard);
  });

  afterEach(async () => {
    await app.stop();
    await workspace.stop();
    expect(workspace.refusals).toEqual([]);
    expect(workspace.warnings).toEqual([]);
  });

  it('when a command answers in its ack, the person reads the answer with names resolved', async () => {
    const ada = workspace.person({ firstName: 'Ada', displayName: 'Ada L' });
    const bob = workspace.person({ firstName: 'Bob' });
    const ops = workspace.channel('ops');
    const answer = await ada.types(`/whoami ${bob.mention} ${ops.mention} a@example.com @nobody`, { in: ops });
    expect(answer.text).toBe('You are @Ada L, you said @Bob Example #ops a@example.com @nobody');
    expect(answer.payload['text']).toBe(`<@${bob.id}|bob> <#${ops.id}|ops> a@example.com @nobody`);
    expect(answer.ackMs).toBeLessThan(3000);
    expect(ada.ephemerals().map((message) => message.text)).toEqual([answer.text]);
  });

  it('when a command responds later, the answer comes over its response_url', async () => {
    const ada = workspace.person();
    await ada.types('/slow');
    expect((await ada.waitForEphemeral('Here it is')).ephemeral).toBe(true);
  });

  it('when the app has no such command, Slackbot says that it failed', async () => {
    const ada = workspace.person();
    const answer = await ada.types('/nothing');
    expect(answer.failed).toBeDefined();
    expect(ada.ephemerals().at(-1)?.from).toBe('Slackbot');
  });

  it('when a submission names errors, they stand under their fields and the modal stays', async () => {
    const { modal } = await open();
    await modal.fill('Addresses', 'bad');
    const outcome = await modal.submit();
    expect(outcome).toMatchObject({ sent: true, closed: false, errors: { Addresses: 'Line 1 is no address' } });
    expect(modal.text()).toContain('⚠ Line 1 is no address');
  });

  it('when a required field is empty, nothing is sent', async () => {
    const { modal } = await open();
    const sent = workspace.deliveries.length;
    expect((await modal.submit()).errors).toEqual({ Addresses: 'Please complete this required field.' });
    expect(workspace.deliveries).toHaveLength(sent);
  });

  it('when a submission updates the view and posts a message, the person sees both', async () => {
    const { ada, modal } = await open();
    await modal.fill('Addresses', 'x@example.com');
    const outcome = await modal.submit();
    expect(outcome.updatedTo?.text()).toContain('Invited x@example.com');
    const message = await ada.waitForMessage('Hello');
    expect(message.text).toBe('Hello @Ada Example, <!channel> here (https://example.com)  [Accept]');
    expect(message.mentions).toEqual([ada.id]);
    await message.click('Accept');
    expect(await ada.waitForMessage('Accepted i-1')).toMatchObject({ edited: true, buttons: [] });
  });

  it('when a submission pushes a view, closing it shows the one below', async () => {
    const { ada, modal } = await open();
    await modal.fill('Addresses', 'push');
    const outcome = await modal.submit();
    expect(outcome.pushed?.text()).toContain('On top');
    await outcome.pushed?.close();
    expect((await ada.modal()).id).toBe(modal.id);
    await modal.close();
    expect(ada.modals()).toEqual([]);
    expect(heard).toEqual(['view_closed false']);
  });

  it('when a button asks first, the click needs an answer, and no sends nothing', async () => {
    const { modal } = await open();
    await expect(modal.click('Preview')).rejects.toThrow('Look at it?');
    expect(await modal.click('Preview', { confirm: false })).toMatchObject({ sent: false });
    await modal.click('Preview', { confirm: true });
    expect((await modal.waitFor('A preview')).title).toBe('Result');
  });

  it('when an external select is typed into, the app is asked for the options', async () => {
    const { modal } = await open();
    expect(await modal.options('Team', 'sal')).toEqual(['Sales sal']);
    await modal
      .fill('Team', 'Sales Sales sal')
      .catch((error: Error) => expect(error.message).toContain('has no option'));
  });

  it('when Home is opened, the published tab is seen', async () => {
    const ada = workspace.person();
    await ada.opensHome();
    expect((await ada.waitForHome('Desk')).text()).toBe('Desk');
  });

  it('when a shortcut is used, its modal opens', async () => {
    const ada = workspace.person();
    await ada.uses('invite_someone');
    expect((await ada.modal({ title: 'Invite' })).fields()).toEqual(['Addresses', 'Team']);
  });

  it('when a profile changes, the app hears of it', async () => {
    const ada = workspace.person();
    await ada.update({ email: 'new@example.com' });
    // Bolt acks an event before anybody hears of it.
    await expect.poll(() => heard).toEqual(['changed new@example.com']);
  });

  it('when the signature is wrong, missing, short or old, Bolt refuses with 401', async () => {
    const ada = workspace.person();
    await ada.types('/whoami');
    for (const forgery of [
      { signature: 'wrong' },
      { signature: 'missing' },
      { signature: 'short' },
      { timestampOffsetSeconds: -301 },
    ] as const) {
      const [delivery] = await workspace.deliver(forgery);
      expect(delivery?.status, JSON.stringify(forgery)).toBe(401);
    }
    const twice = await workspace.deliver({ repeat: 2 });
    expect(twice.map((delivery) => delivery.status)).toEqual([200, 200]);
  });
});
