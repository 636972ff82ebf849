import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Acts, actsOf, okOf, undoOf } from '../support/acts.ts';
import { type AddedMember, addMember, anAddress, invite, roleId } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
let acts: Acts;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  acts = actsOf(services);
  await services.query(
    `WITH p AS (INSERT INTO permission (id, organization_id, key, name, description)
       VALUES (gen_random_uuid(), $1, 'export', 'Export reports', '') RETURNING id)
     INSERT INTO role_permission (organization_id, role_id, permission_id) SELECT $1, $2, id FROM p`,
    [services.organizationId, await roleId(services, 'Member')],
  );
});
beforeEach(async () => {
  await services.advance('11 minutes');
  await services.query("UPDATE membership SET status = 'REMOVED', ended_at = now() WHERE status = 'ACTIVE'");
  ada = await addMember(services);
});
afterEach(async () => {
  expect(services.workspace.refusals).toEqual([]);
  expect(services.logged('error')).toEqual([]);
  services.workspace.faults.clear();
  await services.clearJobs();
});
afterAll(() => services.stop());

const told = ({ person }: AddedMember, words: RegExp) => person.messages().filter(({ text }) => words.test(text));

describe('tell-role-change', () => {
  it('tells who is in Slack by direct message, once: the roles, what comes and goes, and by whom', async () => {
    const bob = await addMember(services, { role: 'Viewer', firstName: 'Bob' });
    okOf(await acts.changeRole(ada, bob, 'Member'));
    services.workspace.limits.next('chat.postMessage', { retryAfter: 20 });
    await services.runJobs();
    await services.runJobs({ hurry: true });
    const [message, ...more] = told(bob, /Your role in Example Org is Member now/);
    expect(more).toEqual([]);
    expect(message?.text).toContain('It was Viewer.');
    expect(message?.text).toContain('*Gained:* Export reports');
    expect(message?.text).toContain('Changed by Ada Example');
    expect(services.inbox.mailsTo(bob.email)).toEqual([]);
  });

  it('tells everybody else by mail, in HTML and text', async () => {
    const bob = await addMember(services, { role: 'Member', firstName: 'Bob', isBound: false });
    okOf(await acts.changeRole(ada, bob, 'Viewer'));
    await services.runJobs();
    const [mail, ...more] = services.inbox.mailsTo(bob.email);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Your role in Example Org is Viewer now');
    for (const body of [mail?.html, mail?.text]) {
      expect(body).toContain('Ada Example changed your role in Example Org');
      expect(body).toContain('Export reports');
    }
  });

  it('of what was taken back, or followed by another change, is silent: only the last is told', async () => {
    const [bob, eve] = [await addMember(services, { role: 'Viewer' }), await addMember(services, { role: 'Viewer' })];
    okOf(await acts.undo(ada, undoOf(await acts.changeRole(ada, bob, 'Member'))));
    okOf(await acts.changeRole(ada, eve, 'Member'));
    okOf(await acts.changeRole(ada, eve, 'Admin'));
    await services.runJobs();
    expect(told(bob, /Your role/).map(({ text }) => /is Viewer now/.test(text))).toEqual([true]);
    expect(told(eve, /Your role/).map(({ text }) => /is Admin now/.test(text))).toEqual([true]);
  });
});

describe('announce-admin of a change of role', () => {
  it('tells the other admins each time, but not who did it, and says who that was', async () => {
    const grace = await addMember(services, { firstName: 'Grace' });
    const bob = await addMember(services, { role: 'Member', firstName: 'Bob' });
    for (const role of ['Admin', 'Member', 'Admin']) {
      okOf(await acts.changeRole(ada, bob, role));
      await services.runJobs();
    }
    expect(told(grace, /Bob Example.*is an admin now.*Given by Ada Example/)).toHaveLength(2);
    expect(told(ada, /is an admin now/)).toEqual([]);
    expect(told(bob, /is an admin now/)).toEqual([]);
  });
});

describe('the living message of somebody who is no admin any more', () => {
  it('ends without buttons and without news, and lives again when that is undone', async () => {
    const grace = await addMember(services, { firstName: 'Grace' });
    const email = anAddress();
    await invite(services, grace, email);
    await services.runJobs();
    expect(grace.person.messages().at(-1)?.buttons).toEqual(['Pending']);
    const id = undoOf(await acts.deactivate(ada, grace));
    await services.runJobs();
    const last = () => grace.person.messages().at(-1);
    expect(last()?.text).toContain('others look after this invitation');
    expect(last()?.text).not.toContain(email);
    expect(last()?.buttons).toEqual([]);
    okOf(await acts.undo(ada, id));
    await services.runJobs();
    expect(last()?.text).toContain(email);
  });
});
