import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiClient, errorOf, section } from './api-client.ts';
import { input, openForm, option, plain } from './form.ts';
import type { Modal } from './modal.ts';
import type { Person } from './person.ts';
import { type ScriptedApp, startScriptedApp } from './scripted-app.ts';
import { startWorkspace, type Workspace } from './workspace.ts';

describe('a person in a modal', () => {
  let workspace: Workspace;
  let app: ScriptedApp;
  let ada: Person;
  let modal: Modal;

  beforeEach(async () => {
    workspace = await startWorkspace();
    app = await startScriptedApp(workspace);
    ada = workspace.person({ firstName: 'Ada' });
    modal = await openForm(workspace, ada);
    app.got.length = 0;
  });
  afterEach(async () => {
    await app.stop();
    await workspace.stop();
  });

  it('when a button stands in several rows, the row tells which', async () => {
    await expect(modal.click('Manage')).rejects.toThrow(
      'has 2 buttons [Manage]; say which by { row }:\n[Manage]  in row: Ada',
    );
    await expect(modal.click('Manage', { row: 'Zoe' })).rejects.toThrow('no button [Manage] in row Zoe');
    await modal.click('Manage', { row: /bob/i });
    await modal.click('Manage', { row: 0 });
    expect(app.got.map((got) => (got['actions'] as { value: string }[])[0]?.value)).toEqual(['2', '1']);
    expect(modal.button('Manage', { row: 'Ada' })).toMatchObject({ value: '1', question: undefined });
  });

  it('when the app updates the view, what was entered stays where the ids stay', async () => {
    await modal.fill('Name', 'Ada');
    await modal.fill('Role', 'Admin');
    const name = input('Name', { type: 'plain_text_input', initial_value: 'Zoe' });
    const role = input('Role', { type: 'static_select', options: [option('Viewer'), option('Guest')] });
    const other = { ...input('Notes', { type: 'plain_text_input', initial_value: 'fresh' }), block_id: 'renewed' };
    await apiClient(workspace).views.update({
      view_id: modal.id,
      view: { type: 'modal', title: plain('Form 2'), submit: plain('Save'), blocks: [name, role, other] as never },
    });
    expect(modal.title).toBe('Form 2');
    expect(['Name', 'Role', 'Notes'].map((label) => modal.input(label).value)).toEqual(['Ada', '', 'fresh']);
  });

  it('when the ack is late, failed or refused by Slack, she reads of trouble and the modal stays', async () => {
    await modal.fill('Name', 'Ada');
    app.replies(() => ({ status: 500 }));
    expect(await modal.submit()).toMatchObject({ closed: false, trouble: 'dispatch_failed' });
    app.replies(() => ({ body: { response_action: 'errors', errors: { nothere: 'x' } } }));
    expect((await modal.submit()).trouble).toContain('"nothere", which is no input block');
    app.replies(() => ({ body: { response_action: 'update', view: { type: 'modal', blocks: [] } } }));
    expect((await modal.submit()).trouble).toContain('missing required field: title');
    app.replies(() => ({ body: 'ok' }));
    expect((await modal.submit()).trouble).toContain('must be empty or JSON');
    expect(workspace.refusals).toHaveLength(3);
    app.replies(() => ({ afterMs: 3300 }));
    const late = await modal.submit();
    expect(late).toMatchObject({
      closed: false,
      trouble: 'operation_timeout',
      delivery: { timedOut: true, status: undefined },
    });
    expect(modal.isOpen).toBe(true);
  });

  it('when views are pushed, the stack ends at three', async () => {
    const view = { type: 'modal', title: plain('More'), submit: plain('Next'), blocks: [] };
    await modal.fill('Name', 'Ada');
    app.replies(() => ({ body: { response_action: 'push', view } }));
    const second = (await modal.submit()).pushed;
    const third = (await second?.submit())?.pushed;
    expect(ada.modals().map((one) => one.title)).toEqual(['Form', 'More', 'More']);
    expect((await third?.submit())?.trouble).toBe('push_limit_reached');
    app.replies(() => ({ body: { response_action: 'clear' } }));
    expect(await third?.submit()).toMatchObject({ closed: true });
    expect(ada.modals()).toEqual([]);
  });

  it('when effort is counted, keys, clicks and modals add up', async () => {
    expect(ada.effort).toEqual({ keys: '/form'.length + 1, clicks: 0, modals: 1 });
    ada.resetEffort();
    await modal.fill('Name', 'Ada');
    expect(ada.effort, 'the first field has the cursor').toEqual({ keys: 3, clicks: 0, modals: 0 });
    await modal.fill('Name', 'Ada');
    expect(ada.effort, 'it stands there already').toEqual({ keys: 3, clicks: 0, modals: 0 });
    await modal.fill('Notes', 'a long note', { pasted: true });
    expect(ada.effort).toEqual({ keys: 4, clicks: 1, modals: 0 });
    await modal.fill('Role', 'Admin');
    await modal.fill('Send', 'Now');
    await modal.submit();
    expect(ada.effort).toEqual({ keys: 4, clicks: 5, modals: 0 });
  });

  it('when a wait ends in vain, the error prints what is there', async () => {
    await expect(ada.modal({ title: 'Other', timeoutMs: 30 })).rejects.toThrow(
      /Waited 30 ms for a modal titled Other of ada.*Form\n====\nName: ____/s,
    );
    await expect(ada.waitForMessage('Welcome', { timeoutMs: 30 })).rejects.toThrow('There was instead:\n(nothing)');
    await expect(workspace.channel('ops').waitForMessage(/x/, { timeoutMs: 30 })).rejects.toThrow('a message in #ops');
  });

  it('when the modal still says that it loads, settled waits for the update', async () => {
    const loading = { type: 'modal' as const, title: plain('People'), blocks: [section('Loading…')] };
    const client = apiClient(workspace);
    await client.views.update({ view_id: modal.id, view: loading });
    const waiting = ada.modal({ settled: true });
    await expect(ada.modal({ settled: true, timeoutMs: 30 })).rejects.toThrow('Loading…');
    await client.views.update({ view_id: modal.id, view: { ...loading, blocks: [section('Ada')] } });
    expect((await waiting).text()).toBe('People\n======\nAda\n[Cancel]');
  });

  it('when a click pushes a modal, waiting after the first one gives the second', async () => {
    await modal.click('Manage', { row: 'Ada' });
    const waiting = ada.modal({ after: modal });
    const trigger = String(app.got.at(-1)?.['trigger_id']);
    const view = { type: 'modal' as const, title: plain('Ada'), blocks: [section('Card')] };
    const pushed = await apiClient(workspace).views.push({ trigger_id: trigger, view });
    expect(pushed.view).toMatchObject({ root_view_id: modal.id, previous_view_id: modal.id });
    expect((await waiting).title).toBe('Ada');
    await (await waiting).close();
    expect(await modal.waitFor('Form')).toBe(modal);
  });

  it('when another modal is opened instead of pushed, there is a warning', async () => {
    await modal.click('Manage', { row: 'Ada' });
    const view = { type: 'modal' as const, title: plain('Ada'), blocks: [] };
    await apiClient(workspace).views.open({ trigger_id: String(app.got.at(-1)?.['trigger_id']), view });
    expect(workspace.warnings).toEqual([expect.stringContaining('push or update it')]);
    expect(ada.modals()).toHaveLength(1);
  });

  it('when she types a command, the modal that covers Slack is dismissed first', async () => {
    ada.resetEffort();
    await ada.types('/x');
    expect(ada.modals()).toEqual([]);
    expect(ada.effort).toEqual({ keys: 1 + '/x'.length + 1, clicks: 0, modals: 0 });
  });

  it('when views.push would make a fourth modal, it is refused', async () => {
    const view = { type: 'modal' as const, title: plain('More'), blocks: [] };
    const push = async () => {
      await modal.click('Manage', { row: 'Ada' });
      return errorOf(apiClient(workspace), 'views.push', { trigger_id: app.got.at(-1)?.['trigger_id'], view });
    };
    expect([await push(), await push(), await push()]).toEqual(['ok', 'ok', 'push_limit_reached']);
  });
});
