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
  await desk.ada.types('/members link');
  return desk.ada.modal({ title: 'Invite links', settled: true });
};

const top = (title: string, after: Modal) => desk.ada.modal({ title, settled: true, after });

describe('/members link', () => {
  it('is off until the settings turn it on; then makes a link, shows it again, and revokes it', async () => {
    const off = await opens();
    expect(off.text()).toMatch(/Invite links are off in [\s\S]*There are no invite links yet/);
    await off.click('Settings');
    const settings = await top('Settings', off);
    await settings.click('Change', { row: 'Who can be invited' });
    const group = await top('Who can be invited', settings);
    await group.fill('Invite links', 'For the least role');
    await group.submit();
    await settings.waitFor('Invite links: for the least role');

    const list = await opens();
    await list.click('New link');
    const form = await top('New invite link', list);
    await form.fill('Only for addresses at', 'example.net not_a_domain');
    expect((await form.submit()).errors?.['Only for addresses at']).toContain('“not_a_domain” is not a domain');
    await form.fill('Only for addresses at', 'example.net');
    await form.fill('For how many people', '2');
    await form.submit();
    await form.waitFor(/https?:\/\/\S+\/join\/[\w-]+/);
    const [url] = /https?:\/\/\S+\/join\/[\w-]+/.exec(form.text()) ?? [];
    await form.close();
    await list.waitFor('0 of 2 people joined');
    expect(list.text()).toContain('for addresses at example.net');

    await list.click('Show the link');
    const shown = await top('Invite link', list);
    expect(shown.text()).toContain(url);
    await shown.close();
    await list.click('Revoke', { confirm: true });
    await list.waitFor('The link is revoked: nobody joins by it any more. Nobody had.');
    expect(list.text()).toContain('revoked');
  });
});
