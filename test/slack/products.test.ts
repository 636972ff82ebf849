import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Modal } from '../support/workspace/modal.ts';
import { type RunningDesk, startDesk } from './running-desk.ts';

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());
afterEach(() => {
  expect(desk.workspace.refusals).toEqual([]);
  expect(desk.workspace.warnings).toEqual([]);
});

const opens = async (): Promise<Modal> => {
  await desk.ada.types('/members products');
  return desk.ada.modal({ title: 'Products', settled: true });
};

const top = (title: string, after: Modal) => desk.ada.modal({ title, settled: true, after });

describe('/members products', () => {
  it('from none: adds one with a key of its name, and the invite form offers and presets it', async () => {
    const list = await opens();
    expect(list.text()).toContain('There are no products yet.');
    await list.click('Add a product');
    const form = await top('Add a product', list);
    await form.fill('Name', 'Atlas <!here>');
    await form.fill('Key', 'not a key');
    expect((await form.submit()).errors?.['Key']).toContain('lower-case letters');
    await form.fill('Key', null);
    await form.fill('In the invite form', ['Preset for everybody who is invited']);
    expect((await form.submit()).closed).toBe(true);
    await list.waitFor('*Atlas <!here>* was added.');
    expect(list.text()).toContain('`atlas-here`');
    await desk.ada.types('/members invite');
    const invite = await desk.ada.modal({ title: 'Invite people', settled: true });
    expect(JSON.stringify(invite.view)).toMatch(/initial_options.*Atlas/);
  });

  it('turned off, says who loses it, and the invite form offers it no more; turned on, it is back', async () => {
    await desk.query(
      'INSERT INTO membership_product SELECT m.organization_id, m.id, p.id FROM membership m, product p',
    );
    const list = await opens();
    await list.click('Manage', { row: 'Atlas' });
    const form = await top('Product', list);
    await form.click('Turn off…');
    await form.waitFor('1 person loses access at once.');
    await form.submit();
    await list.waitFor('is off. 1 person has lost access until it is on again.');
    await desk.ada.types('/members invite');
    const invite = await desk.ada.modal({ title: 'Invite people', settled: true });
    expect(invite.text()).not.toContain('Atlas');
    const again = await opens();
    await again.click('Manage', { row: 'off: nobody has access' });
    const off = await top('Product', again);
    await off.click('Turn on…');
    await off.waitFor('1 person gets their access back, at once.');
    // Somebody else does the same a moment before.
    await desk.query('UPDATE product SET enabled = true');
    await off.submit();
    await again.waitFor('was on already. Nothing was changed.');
  });

  it('saves over nothing that somebody else has changed, and shows what is there', async () => {
    const list = await opens();
    await list.click('Manage', { row: 'Atlas' });
    const form = await top('Product', list);
    await desk.query(`UPDATE product SET name = 'Borealis'`);
    await form.fill('Name', 'Mine');
    await form.submit();
    await form.waitFor('Somebody changed Borealis while this form was open');
    await form.fill('Name', 'Cirrus');
    await form.submit();
    await list.waitFor('*Cirrus* was saved.');
  });
});
