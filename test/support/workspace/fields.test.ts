import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openForm, option } from './form.ts';
import type { Modal } from './modal.ts';
import type { Person } from './person.ts';
import { type ScriptedApp, startScriptedApp } from './scripted-app.ts';
import { startWorkspace, type Workspace } from './workspace.ts';

describe('a person who fills in a form', () => {
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

  it('when the form is sent, its state holds every field, empty ones as null or []', async () => {
    const bob = workspace.person({ firstName: 'Bob' });
    await modal.fill('Name', 'Ada');
    await modal.fill('Role', 'Admin');
    await modal.fill('Who', [bob, '@ada']);
    await modal.fill('Send', 'Later');
    await modal.fill('Day', '2026-12-24');
    expect(await modal.submit()).toMatchObject({ sent: true, closed: true });
    expect(app.got, 'only the submission').toHaveLength(1);
    const view = app.got.at(-1)?.['view'] as {
      state: { values: Record<string, Record<string, unknown>> };
      hash: string;
    };
    expect(Object.fromEntries(Object.entries(view.state.values).map(([id, held]) => [id, held['it']]))).toEqual({
      name: { type: 'plain_text_input', value: 'Ada' },
      notes: { type: 'plain_text_input', value: null },
      email: { type: 'email_text_input', value: null },
      count: { type: 'number_input', value: null },
      role: { type: 'static_select', selected_option: option('Admin') },
      teams: { type: 'multi_static_select', selected_options: [] },
      who: { type: 'multi_users_select', selected_users: [bob.id, ada.id] },
      send: { type: 'radio_buttons', selected_option: option('Later') },
      products: { type: 'checkboxes', selected_options: [] },
      day: { type: 'datepicker', selected_date: '2026-12-24' },
      search: { type: 'plain_text_input', value: null },
      file: { type: 'file_input', files: [] },
    });
    expect(modal.isOpen).toBe(false);
    await expect(modal.submit()).rejects.toThrow('The modal "Form" is closed. No modal is open.');
  });

  it.each<[string, string, unknown, string]>([
    ['a field that is not there', 'Nickname', 'x', 'no fields "Nickname". It has:\nName (plain_text_input)'],
    ['a text that is too long', 'Name', 'x'.repeat(11), 'takes at most 10 characters, not 11'],
    ['two lines into one', 'Name', 'a\nb', 'takes no line break'],
    ['an option that is not there', 'Role', 'Owner', 'no option "Owner". It has: "Viewer", "Admin"'],
    ['somebody who is not there', 'Who', ['@zoe'], 'does not list "@zoe"'],
    ['a date of another form', 'Day', '24.12.', 'does not take "24.12."'],
    ['text into a file field', 'File', 'x', 'use upload()'],
  ])('when she enters %s, it throws', async (_what, label, wish, message) => {
    await expect(modal.fill(label, wish as string)).rejects.toThrow(message);
  });

  it('when somebody is deactivated, they cannot be chosen', async () => {
    const bob = workspace.person({ firstName: 'Bob' });
    await workspace.deactivate(bob);
    await expect(modal.fill('Who', [bob])).rejects.toThrow('does not list');
  });

  it('when her client finds errors, nothing is sent and they stand by label', async () => {
    await modal.fill('Name', 'A');
    await modal.fill('Email', 'nobody');
    await modal.fill('Count', '12');
    const outcome = await modal.submit();
    expect(outcome).toMatchObject({ sent: false, closed: false });
    expect(outcome.errors).toEqual({
      Name: 'Must be at least 2 characters.',
      Email: 'Please enter a valid email address.',
      Count: 'The number must be at most 9.',
    });
    expect(app.got).toEqual([]);
  });

  it('when she ticks boxes of a dispatching field, the app hears of each', async () => {
    await modal.fill('Products', ['Mail', 'Wiki']);
    expect(
      app.got.map((got) => (got['actions'] as { selected_options: unknown[] }[])[0]?.selected_options.length),
    ).toEqual([1, 2]);
    await modal.fill('Products', ['Wiki']);
    expect(app.got).toHaveLength(3);
    await modal.fill('Products', ['Wiki']);
    expect(app.got, 'nothing changed').toHaveLength(3);
  });

  it('when she presses Enter in a dispatching text field, the app hears of it, and not before', async () => {
    await modal.fill('Search', 'smi');
    expect(app.got).toEqual([]);
    await modal.fill('Search', 'smith', { enter: true });
    expect(app.got[0]).toMatchObject({
      type: 'block_actions',
      actions: [{ type: 'plain_text_input', block_id: 'search', action_id: 'it', value: 'smith' }],
      container: { type: 'view', view_id: modal.id },
      view: { private_metadata: 'm', state: { values: { search: { it: { value: 'smith' } } } } },
      user: { id: ada.id, team_id: workspace.team.id },
    });
  });

  it('when she uploads a file, the app can download it with its token, and gets a login page without', async () => {
    expect(() => modal.upload('File', { name: 'a.png', content: '' })).toThrow('only files of type csv');
    modal.upload('File', { name: 'people.csv', content: 'email\na@example.com' });
    await modal.fill('Name', 'Ada');
    await modal.submit();
    const view = app.got.at(-1)?.['view'] as {
      state: { values: { file: { it: { files: { url_private_download: string }[] } } } };
    };
    const url = view.state.values.file.it.files[0]?.url_private_download ?? '';
    const authorized = await fetch(url, { headers: { authorization: `Bearer ${workspace.token}` } });
    expect(await authorized.text()).toBe('email\na@example.com');
    const stranger = await fetch(url);
    expect([stranger.status, stranger.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });
});
