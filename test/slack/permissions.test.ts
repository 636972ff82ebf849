import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessOf } from '../support/access.ts';
import { seedMember } from '../support/seed.ts';
import type { Modal } from '../support/workspace/modal.ts';
import { type RunningDesk, startDesk } from './running-desk.ts';

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk();
  await seedMember(desk, { email: 'mia@example.org', firstName: 'Mia', lastName: 'Smith' });
  await seedMember(desk, { email: 'sam@example.org', firstName: 'Sam', lastName: 'Smithson', role: 'Viewer' });
});
afterAll(() => desk.stop());
afterEach(() => {
  expect(desk.workspace.refusals).toEqual([]);
  expect(desk.workspace.warnings).toEqual([]);
});

const opens = async (command: string, title = 'Permissions'): Promise<Modal> => {
  await desk.ada.types(command);
  return desk.ada.modal({ title, settled: true });
};
const form = async (below: Modal, button: string, title: string, row?: string): Promise<Modal> => {
  await below.click(button, row === undefined ? {} : { row });
  return desk.ada.modal({ title, settled: true });
};

describe('/members permissions', () => {
  it('starts empty, says what permissions are, and takes the first ones and a template of them', async () => {
    const list = await opens('/members permissions');
    expect(list.text()).toContain('There are no permissions yet.');
    for (const [key, name, sensitive] of [
      ['reports.read', 'Reports', false],
      ['exports', 'Exports', false],
      ['send_as', 'Send as', true],
    ] as const) {
      const add = await form(list, 'Add a permission', 'Add a permission');
      await add.fill('Key', key);
      await add.fill('Name', name);
      if (sensitive) await add.fill('Care', ['Sensitive']);
      expect((await add.submit()).closed).toBe(true);
      await list.waitFor(`${name}* is added.`);
    }
    const again = await form(list, 'Add a permission', 'Add a permission');
    await again.fill('Key', 'exports');
    await again.fill('Name', 'Other exports');
    expect((await again.submit()).errors).toEqual({ Key: 'Another permission has the key exports already.' });
    await again.close();
    await list.click('Templates');
    await list.waitFor('There are no templates yet.');
    const template = await form(list, 'Add a template', 'Add a template');
    await template.fill('Name', 'Sales rep');
    await template.fill('Permissions', ['Exports']);
    await template.submit();
    await list.waitFor('Exports.');
    await list.click('All permissions');
    await list.waitFor('Templates: Sales rep');
    const held = await form(list, 'Edit', 'Edit permission', 'Exports');
    await held.fill('Care', ['Sensitive']);
    expect((await held.submit()).errors?.['Care']).toContain(
      "Exports can't be sensitive while it is given by the template Sales rep. First take it from the template.",
    );
    await held.close();
    await list.close();
  });

  it('names a permission by what is stored, where somebody else renamed it while it was described', async () => {
    const list = await opens('/members permissions');
    const edit = await form(list, 'Edit', 'Edit permission', 'Exports');
    await desk.query("UPDATE permission SET name = 'Exports of all' WHERE key = 'exports'");
    await edit.fill('What it allows', 'Takes data out.');
    expect((await edit.submit()).closed).toBe(true);
    await list.waitFor('*Exports of all* is up to date.');
    await desk.query("UPDATE permission SET name = 'Exports' WHERE key = 'exports'");
    await list.close();
  });

  it('gives one person what is chosen, after a review that says what changes', async () => {
    const screen = await opens('/members permissions mia smith', "Person's permissions");
    expect(screen.text()).toContain('The role Member carries no permissions.');
    await screen.click('Choose');
    await screen.waitFor('[Review]');
    await screen.fill('Given to Mia Smith beside the role', ['Reports']);
    await screen.submit();
    expect(screen.text()).toMatch(/this changes at once for \*Mia Smith\*[\s\S]*Added\*[\s\S]*• Reports/);
    expect(await accessOf(desk, 'mia@example.org')).toMatchObject({ permissions: [] });
    await screen.submit();
    await screen.waitFor('is up to date.');
    expect(screen.text()).toMatch(/Reports, given by Ada Example/);
    expect(await accessOf(desk, 'mia@example.org')).toMatchObject({ permissions: ['reports.read'], version: 2 });
    await screen.close();
  });

  it('applies a template: added, removed and kept are named, and somebody else’s change in between is shown anew', async () => {
    const screen = await opens('/members permissions mia@example.org', "Person's permissions");
    await screen.click('Apply a template');
    await screen.waitFor('[Review]');
    await screen.fill('Template', 'Sales rep');
    await screen.fill('How', 'In place of what they were given');
    await screen.submit();
    expect(screen.text()).toMatch(/Added\*\n• Exports[\s\S]*Removed\*\n• Reports/);
    await desk.query('DELETE FROM membership_permission');
    await screen.submit();
    expect(screen.text()).toMatch(/Added\*\n• Exports/);
    expect(screen.text()).not.toContain('Removed');
    expect(await accessOf(desk, 'mia@example.org')).toMatchObject({ permissions: [], version: 2 });
    await screen.submit();
    await screen.waitFor('is up to date.');
    expect(await accessOf(desk, 'mia@example.org')).toMatchObject({ permissions: ['exports'], version: 3 });
    await screen.close();
  });

  it('gives a sensitive one by itself, with a confirm that names person and permission', async () => {
    const screen = await opens('/members permissions sam@example.org', "Person's permissions");
    const question = await screen.click('Give', { row: 'Send as', confirm: true });
    expect(JSON.stringify(question)).toMatch(/Send as[\s\S]*Sam Smithson \(sam@example.org\)/);
    await screen.waitFor('Sam Smithson has *Send as* now.');
    expect(await accessOf(desk, 'sam@example.org')).toMatchObject({ permissions: ['send_as'] });
    await screen.click('Take back', { row: 'Send as', confirm: true });
    await screen.waitFor('Sam Smithson no longer has *Send as*.');
    await desk.query(`UPDATE membership SET status = 'DEACTIVATED', ended_at = now() WHERE search_text LIKE 'sam %'`);
    await screen.click('Give', { row: 'Send as', confirm: true });
    await screen.waitFor('This membership was deactivated');
    expect(
      await desk.query(
        `SELECT 1 FROM membership_permission mp JOIN permission p ON p.id = mp.permission_id WHERE p.sensitive`,
      ),
    ).toEqual([]);
    await screen.close();
  });

  it('is a button on the card of others, and none on one’s own', async () => {
    const card = await opens('/members mia@example.org', 'Person');
    await card.click('Permissions');
    const screen = await desk.ada.modal({ title: "Person's permissions", settled: true });
    expect(screen.text()).toContain('Exports, given by Ada Example');
    await screen.click('Choose');
    await screen.waitFor('[Review]');
    await screen.click('Back');
    await screen.waitFor('Given singly');
    await screen.close({ all: true });
    const own = await opens('/members ada@example.com', 'Person');
    expect(own.buttons()).not.toContain('Permissions');
    await own.close();
    expect((await desk.ada.types('/members permissions ada@example.com')).text).toContain(
      "You can't change your own permissions",
    );
  });
});
