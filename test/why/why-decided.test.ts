import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExampleOrg } from '../e2e/example-org.ts';
import { seedMember } from '../support/seed.ts';
import { statementsOf } from '../support/statements.ts';
import { expectedInLog, startWhyOrg, type WhyDesk, whyDeskOf } from './why-desk.ts';

let org: ExampleOrg;
let desk: WhyDesk;

beforeAll(async () => {
  org = await startWhyOrg();
  desk = whyDeskOf(org);
});

afterAll(() => org.close({ logged: expectedInLog }));

describe('why somebody whose invitation was decided', () => {
  it('says who withdrew it, and opens the form', async () => {
    await desk.invited('Bea Back <back@example.net>');
    await org.ada.types('/members withdraw back@example.net');
    const answer = await desk.why('back@example.net');
    expect(answer.text).toMatch(/because Ada Example withdrew the invitation /);
    await desk.inviteBy(answer, 'Invite', 'back@example.net');
    await desk.join('back@example.net');
    expect(await desk.isMember('back@example.net')).toBe(true);
  });

  it('says that they declined, and opens the form', async () => {
    await desk.invited('Dora No <dora@example.net>');
    await (await org.visitor().open(await org.linkOf('dora@example.net'))).press('No, thanks');
    await org.quiet();
    const answer = await desk.why('dora@example.net');
    expect(answer.text).toMatch(/Dora No .*because they declined the invitation /);
    await desk.inviteBy(answer, 'Invite', 'dora@example.net');
    await desk.join('dora@example.net');
  });

  it('says that they asked not to be written to, and has no button that would write to them', async () => {
    await org.query(`INSERT INTO address_preference (id, email_key) VALUES (gen_random_uuid(), 'stop@example.net')`);
    const answer = await desk.why('stop@example.net');
    expect(answer.text).toMatch(/because they asked .* not to be written to/);
    expect(answer.buttons).toEqual([]);
  });
});

describe('why somebody who is or was a member', () => {
  it.each([
    ['DEACTIVATED', 'Reactivate', /because Ada Example deactivated them /],
    ['REMOVED', 'Invite', /because Ada Example removed them /],
  ] as const)('says who ended it (%s), and brings them back by the form', async (status, button, words) => {
    const email = `${status.toLowerCase()}@example.net`;
    await seedMember(org, { email, firstName: 'Gone', status });
    await org.query(
      `UPDATE membership SET ended_by_id = (SELECT m.id FROM membership m JOIN account a ON a.id = m.account_id
       WHERE a.email = 'ada@example.com') WHERE account_id = (SELECT id FROM account WHERE email = $1)`,
      [email],
    );
    const answer = await desk.why(email);
    expect(answer.text).toMatch(words);
    await desk.inviteBy(answer, button, email);
    await desk.join(email);
    expect(await desk.isMember(email)).toBe(true);
  });

  it('says that nothing stops them, and tells them where to sign in', async () => {
    const bo = org.workspace.person({ firstName: 'Bo' });
    await seedMember(org, { email: bo.email, firstName: 'Bo', slack: bo });
    const answer = await desk.why(bo.mention);
    expect(answer.text).toMatch(
      /Nothing stops Bo Example .* They sign in at Example Studio \(https:\/\/studio\.example\.com\) as bo@example\.com/,
    );
    await desk.press(answer, 'Tell them where to sign in');
    const told = await bo.waitForMessage(/Sign in at/);
    expect(told.text).toContain('bo@example.com');
  });

  it('finds them by their Slack user under whatever address they are known', async () => {
    const cleo = org.workspace.person({ firstName: 'Cleo', email: 'cleo.now@example.com' });
    await seedMember(org, { email: 'cleo.once@example.com', firstName: 'Cleo', slack: cleo });
    expect((await desk.why('cleo.now@example.com')).text).toMatch(
      /Nothing stops Cleo Example \(cleo\.once@example\.com\)/,
    );
  });

  it('says which product, permission or role they lack, with the way to give it', async () => {
    await seedMember(org, { email: 'less@example.net', firstName: 'Les', lastName: 'Less' });
    await org.query(`INSERT INTO permission (id, organization_id, key, name, description)
      SELECT gen_random_uuid(), id, 'export', 'Export data', '' FROM organization`);
    const answer = await desk.why('less@example.net studio');
    expect(answer.text).toMatch(/can't use Studio because it is not among their products/);
    await answer.click('Give the product');
    const products = await org.ada.modal({ settled: true, title: 'Products' });
    expect(products.text()).toMatch(/\*Gains:\* Studio/);
    await products.submit();
    expect((await desk.why('less@example.net studio')).text).toMatch(/Nothing stops/);
    const permission = await desk.why('Less in "Export data"');
    expect(permission.text).toMatch(/lacks the permission “Export data”: neither the role Member/);
    await permission.click('Give the permission');
    const permissions = await org.ada.modal({ settled: true, title: 'Choose permissions' });
    expect((await permissions.submit()).updatedTo?.text()).toMatch(/Added\*\n• Export data/);
    await permissions.submit();
    expect((await desk.why('Less in "Export data"')).text).toMatch(/Nothing stops/);
    await org.query(`INSERT INTO permission (id, organization_id, key, name, description, sensitive)
      SELECT gen_random_uuid(), id, 'send', 'Send as', '', true FROM organization`);
    await (await desk.why('Less in "Send as"')).click('Give the permission');
    const sensitive = await org.ada.modal({ settled: true, title: "Person's permissions" });
    await sensitive.click('Give', { row: 'Send as', confirm: true });
    await sensitive.waitFor(/has \*Send as\* now/);
    expect((await desk.why('Less in "Send as"')).text).toMatch(/Nothing stops/);
    expect((await desk.why('less@example.net member')).text).toMatch(/Nothing stops/);
    expect((await desk.why('less@example.net nonsense')).text).toMatch(
      /There is no product, permission or role “nonsense”/,
    );
    const role = await desk.why('less@example.net admin');
    expect(role.text).toMatch(/can't do what Admin can because their role is Member/);
    await role.click('Change role');
    await (await org.ada.modal({ settled: true, title: 'Change role' })).submit();
    await org.quiet();
    expect((await desk.why('less@example.net admin')).text).toMatch(/Nothing stops/);
    await org.query(`UPDATE product SET enabled = false WHERE name = 'Reports'`);
    const off = await desk.why('less@example.net rep');
    expect(off.text).toMatch(/can't use Reports because it is switched off for everybody/);
    await off.click('Open the products');
    expect((await org.ada.modal({ settled: true, title: 'Products' })).text()).toMatch(/Reports/);
  });
});

describe('whoami, for whom it concerns', () => {
  it('says in plain words why one is not in, and whom to ask', async () => {
    const will = org.workspace.person({ firstName: 'Will', lastName: 'Wonder' });
    const whoami = async () => (await will.types('/members whoami')).text;
    expect(await whoami()).toMatch(
      /not a member of Example Org yet, and nobody has invited you[\s\S]*Admin.*Ada Example/,
    );
    // Somebody of the same name, elsewhere, is none of his business.
    await desk.invited('Will Wonder <will@home.example>');
    expect(await whoami()).not.toMatch(/home\.example/);
    await org.invite('', { people: [will] });
    await will.waitForMessage(/invited you/);
    expect((await will.types('/members whoami')).message?.buttons).toContain('Accept');
    await org.advance('25 hours');
    expect(await whoami()).toMatch(/Your invitation to Example Org ran out .*Ask an admin for a new link/);
    await org.ada.types(`/members withdraw ${will.mention}`);
    expect(await whoami()).toMatch(/Your invitation to Example Org was withdrawn/);
  });

  it('says what a member may do, and who can change it', async () => {
    const vera = org.workspace.person({ firstName: 'Vera' });
    await seedMember(org, { email: vera.email, firstName: 'Vera', role: 'Viewer', slack: vera });
    await org.query(`INSERT INTO role_permission (organization_id, role_id, permission_id)
      SELECT r.organization_id, r.id, p.id FROM role r, permission p WHERE r.name = 'Viewer' AND p.key = 'export'`);
    const { text } = await vera.types('/members whoami');
    expect(text).toMatch(/Role:.* Viewer[\s\S]*Permissions:.* Export data[\s\S]*Admins? of Example Org: .*Ada Example/);
  });
});

describe('why', () => {
  it('asks which of several people of one name is meant', async () => {
    await seedMember(org, { email: 'kim1@example.net', firstName: 'Kim', lastName: 'Twin' });
    await desk.invited('Kim Twin <kim2@example.net>');
    const answer = await desk.why('kim twin');
    expect(answer.text).toMatch(
      /Who is meant by “kim twin”\?[\s\S]*kim1@example\.net[\s\S]*kim2@example\.net\), invited/,
    );
    await answer.click('This one', { row: 'kim2' });
    await org.quiet();
    expect(desk.lastAnswer()).toMatch(/Kim Twin \(kim2@example\.net\) can't get in/);
    expect((await desk.why('nobody of this name')).text).toMatch(/Nobody here is called “nobody of this name”/);
  });

  it('reads at most three statements after who asks, whatever it finds', async () => {
    const asked = ['nobody-at-all@example.net', 'kim2@example.net', 'less@example.net studio', 'bo@example.com'];
    for (const text of asked) {
      await org.quiet();
      const statements = await statementsOf(() => desk.why(text));
      const reads = statements.filter(
        (sql) => /membership|invitation|account/.test(sql) && !/FROM workspace w/.test(sql),
      );
      expect(reads.length, text).toBeGreaterThan(0);
      expect(reads.length, text).toBeLessThanOrEqual(3);
    }
  });
});
