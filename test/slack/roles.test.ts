import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessOf, addPermission } from '../support/access.ts';
import { seedMember } from '../support/seed.ts';
import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';
import { type RunningDesk, startDesk } from './running-desk.ts';

let desk: RunningDesk;
let mia: Person;
beforeAll(async () => {
  desk = await startDesk();
  mia = desk.workspace.person({ firstName: 'Mia', lastName: 'Smith' });
  await seedMember(desk, { email: mia.email, firstName: 'Mia', slack: mia, role: 'Member' });
});
afterAll(() => desk.stop());
afterEach(() => {
  expect(desk.workspace.refusals).toEqual([]);
  expect(desk.workspace.warnings).toEqual([]);
});

const roles = async (by: Person = desk.ada): Promise<Modal> => {
  await by.types('/members roles');
  return by.modal({ title: 'Roles', settled: true });
};
const cardOf = async (name: string): Promise<Modal> => {
  const modal = await roles();
  await modal.click('Manage', { row: new RegExp(`^\\*${name}`) });
  return modal.waitFor('[All roles]');
};
const formOn = async (card: Modal, button: string, title: string): Promise<Modal> => {
  await card.click(button);
  return desk.ada.modal({ title, settled: true });
};

describe('/members roles', () => {
  it('is for everybody to read: what each role is, and what it carries', async () => {
    await addPermission(desk, 'Reports', { description: 'Sees reports', roles: ['Member', 'Admin'] });
    const modal = await roles(mia);
    expect(modal.text()).toContain('*Member*');
    expect(modal.text()).toContain('For whom: Anyone who does the daily work.');
    expect(modal.text()).toContain('Carries Reports.');
    expect(modal.text()).not.toMatch(/\d (person|people)/);
    expect(modal.buttons().filter((label) => label !== 'Details')).toEqual([]);
    await modal.click('Details', { row: 'Viewer' });
    await modal.waitFor('It carries no permissions.');
    expect(modal.buttons()).toEqual(['All roles']);
    await modal.click('All roles');
    await modal.waitFor('Highest first.');
    await modal.close();
  });

  it('lets an admin add a role, say where it ranks, and what it carries, with what changes before it counts', async () => {
    const list = await roles();
    expect(list.text()).toMatch(/\*Member\* · 1 person/);
    const form = await formOn(list, 'Add a role', 'Add a role');
    await form.fill('Name', 'member');
    await form.fill('Rank', 'Above Viewer');
    expect((await form.submit()).errors).toEqual({ Name: 'There is a role member already. Choose another name.' });
    await form.fill('Name', 'Editor <!channel>');
    await form.fill('For whom', 'Whoever writes.');
    expect((await form.submit()).closed).toBe(true);
    await list.waitFor('is added. Choose what it carries under *Manage*.');
    expect(list.text()).toMatch(/\*Member\*[\s\S]*\*Editor <!channel>\*[\s\S]*\*Viewer\*/);
    await list.click('Manage', { row: 'Editor' });
    await list.waitFor('[All roles]');
    const choose = await formOn(list, 'Choose permissions', 'Choose permissions');
    await choose.fill('What Editor <!channel> carries', ['Reports']);
    const review = (await choose.submit()).updatedTo;
    expect(review?.text()).toMatch(/Nobody holds the role[\s\S]*Gained[\s\S]*• Reports/);
    expect(review?.foot.submit).toBe('Update');
    await review?.submit();
    await list.waitFor('is changed. Nobody has it yet.');
    expect(list.text()).toContain('It carries 1 permission');
    await list.close();
  });

  it('when a role changed under the review, shows what is true now and changes nothing', async () => {
    const extra = await addPermission(desk, 'Exports');
    const card = await cardOf('Member');
    const form = await formOn(card, 'Choose permissions', 'Choose permissions');
    await form.fill('What Member carries', ['Exports']);
    const review = (await form.submit()).updatedTo;
    expect(review?.text()).toMatch(/at once for 1 person[\s\S]*Gained[\s\S]*Exports[\s\S]*Lost[\s\S]*Reports/);
    await desk.query(`DELETE FROM role_permission WHERE role_id = (SELECT id FROM role WHERE name = 'Member')`);
    const anew = (await review?.submit())?.updatedTo;
    expect(anew?.text()).toContain('Exports');
    expect(anew?.text()).not.toContain('Lost');
    expect(await accessOf(desk, mia.email)).toMatchObject({ permissions: [], version: 1 });
    await desk.query('UPDATE permission SET sensitive = true WHERE id = $1', [extra]);
    const refused = (await anew?.submit())?.updatedTo;
    expect(refused?.text()).toContain('Exports is sensitive now');
    expect(await accessOf(desk, mia.email)).toMatchObject({ permissions: [], version: 1 });
    await refused?.close({ all: true });
  });

  it('retires a role that nobody holds, says who holds one that somebody does, and brings it back', async () => {
    const card = await cardOf('Member');
    const question = await card.click('Retire', { confirm: true });
    expect(JSON.stringify(question)).toContain('Nobody can be given Member any more');
    await card.waitFor("Member can't be retired yet: 1 person has it.");
    expect(card.text()).toContain('`/members list role:"Member"` shows the people');
    await card.click('All roles');
    await card.waitFor('Highest first.');
    await card.click('Manage', { row: 'Editor' });
    await card.waitFor('[Retire]');
    await card.click('Retire', { confirm: true });
    await card.waitFor('is retired.');
    await card.click('Bring back');
    await card.waitFor('can be given again.');
    await card.click('Make default', { confirm: true });
    await card.waitFor('Invitations start with');
    await card.close();
    await desk.ada.types('/members invite');
    const form = await desk.ada.modal({ title: 'Invite people', settled: true });
    expect(form.input('Role').value).toContain('Editor');
    await form.close();
  });

  it('when the role is put elsewhere and described while its form is open, a rename leaves that as it is', async () => {
    const card = await cardOf('Editor');
    const form = await formOn(card, 'Edit', 'Edit role');
    expect(form.input('Rank').value).toBe('Above Viewer');
    await desk.query(`UPDATE role SET rank = 50, description = 'Edits.' WHERE name LIKE 'Editor%'`);
    await form.fill('Name', 'Author');
    expect((await form.submit()).closed).toBe(true);
    await card.waitFor('is up to date.');
    expect(card.text()).toContain('Ranks above Member.');
    expect(card.text()).toContain('Edits.');
    await card.close();
  });

  it('when the role is gone, or ranks above the admin by now, says so', async () => {
    const card = await cardOf('Author');
    await desk.query(`UPDATE role SET is_default = false WHERE name = 'Author'`);
    await desk.query(`DELETE FROM role WHERE name = 'Author'`);
    await card.click('Edit');
    await card.waitFor('This role is gone.');
    await card.close();
  });
});
