import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';
import { type RunningDesk, stall, startDesk } from './running-desk.ts';

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
    await desk.ada.types('/members');
    const off = await desk.ada.modal({ title: 'Members', settled: true });
    await off.click('Invite links');
    await off.waitFor('Invite links are off');
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

  it('lets somebody of the workspace join without a code, by the address that Slack has confirmed', async () => {
    const list = await opens();
    await list.click('New link');
    const form = await top('New invite link', list);
    await form.fill('Only for addresses at', 'example.com');
    await form.submit();
    const [url = ''] = /https?:\/\/\S+\/join\/[\w-]+/.exec((await form.waitFor(/\/join\//)).text()) ?? [];
    await form.close();
    const says = async (person: Person, typed: string, words: RegExp) => {
      await person.types(`/members join ${typed}`);
      expect((await person.waitForEphemeral(words)).text).toMatch(words);
    };
    const grace = desk.workspace.person({ firstName: 'Grace', lastName: 'Sample' });
    await says(grace, 'me', /That is no invite link of/);
    await says(grace, `${url}x`, /That is no invite link of/);
    const other = desk.workspace.person({ firstName: 'Otto', lastName: 'Sample', email: 'otto@example.org' });
    await says(other, url, /not for the address of your Slack profile/);
    const unsure = desk.workspace.person({ firstName: 'Una', lastName: 'Sample', isEmailConfirmed: false });
    await says(unsure, url, /Slack has not confirmed your address/);
    const guest = desk.workspace.person({ firstName: 'Gus', lastName: 'Sample', isRestricted: true });
    await says(guest, url, /by an invitation only/);

    await grace.types(`/members join ${url}`);
    const modal = await grace.modal({ title: 'Join', settled: true });
    expect(modal.text()).toMatch(/as \*Viewer\*[\s\S]*grace@example\.com/);
    await modal.fill('Last name', 'https://evil.example');
    expect((await modal.submit()).errors?.['Last name']).toContain("can't carry a link");
    await modal.fill('Last name', 'Hopper');
    await modal.submit();
    await modal.waitFor('You are a member of');
    await grace.waitForMessage(/Viewer/);
    const bound = await desk.query(
      `SELECT s.proof, l.uses, e.changed->>'proof' AS told FROM slack_identity s JOIN account a ON a.id = s.account_id
       JOIN membership m ON m.account_id = a.id JOIN audit_event e ON e.target_id = m.id::text AND e.action = 'membership.join'
       JOIN invite_link l ON l.id::text = e.changed->>'inviteLinkId' WHERE s.slack_user_id = $1 AND a.last_name = 'Hopper'`,
      [grace.id],
    );
    expect(bound).toEqual([{ proof: 'CONFIRMED', uses: 1, told: 'slack' }]);
    await says(grace, url, /You have been a member of/);
  });

  it('when making one takes long, the list below shows it all the same', async () => {
    await desk.query("UPDATE organization SET invite_links = 'LEAST_ROLE'");
    const list = await opens();
    await list.click('New link');
    const form = await top('New invite link', list);
    await form.fill('Only for addresses at', 'example.org');
    const { end } = await stall(desk.databaseUrl);
    expect((await form.submit({ atOnce: true })).updatedTo?.title).toBe('Still working…');
    await end();
    await form.waitFor(/\/join\//);
    await list.waitFor('for addresses at example.org');
  });
});
