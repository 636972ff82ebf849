import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedMember } from '../support/seed.ts';
import { told } from '../support/told.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;

beforeAll(async () => {
  org = await startExampleOrg();
});

afterAll(() => org.close());

type Row = { readonly id: string; readonly status: string; readonly role: string; readonly version: number };

const membershipsOf = (email: string): Promise<Row[]> =>
  org.query<Row>(
    `SELECT m.id, m.status::text, r.name AS role, m.version FROM membership m JOIN account a ON a.id = m.account_id
     JOIN role r ON r.id = m.role_id WHERE a.email_key = $1`,
    [email],
  );

const access = async (email: string): Promise<boolean> =>
  (await org.query('SELECT 1 FROM active_access WHERE email = $1', [email])).length === 1;

describe('somebody who was here before', () => {
  it('comes back by a new invitation into the same membership, with the new role, in Slack', async () => {
    const dean = org.workspace.person({ firstName: 'Dean', lastName: 'Sample' });
    const id = await seedMember(org, {
      email: dean.email,
      firstName: 'Dean',
      role: 'Admin',
      status: 'DEACTIVATED',
      slack: dean,
    });
    expect((await dean.types('/members whoami')).text).toMatch(/deactivated/);
    const result = await org.invite('', { people: [dean] });
    expect(result.text()).toMatch(/Invited 1[\s\S]*was deactivated on .*accepting brings the membership back/);
    expect(await access(dean.email)).toBe(false);
    await (await dean.waitForMessage(/invited you/)).click('Accept');
    await dean.waitForMessage(/Welcome to Example Org/);
    expect(await membershipsOf(dean.email)).toEqual([{ id, status: 'ACTIVE', role: 'Viewer', version: 2 }]);
    expect(await access(dean.email)).toBe(true);
    expect(await told(dean, '/members invite')).toMatch(/not an admin at the moment/);
  });

  it('comes back after a removal too, and the admin reads that they were removed', async () => {
    const id = await seedMember(org, { email: 'remy@example.net', firstName: 'Remy', status: 'REMOVED' });
    expect((await org.invite('remy@example.net')).text()).toMatch(/was removed on/);
    const page = await org.visitor().open(await org.linkOf('remy@example.net'));
    // The account has its names still: nobody is asked for them again.
    expect(page.$('input[name="firstName"]').length).toBe(0);
    expect((await page.press('Accept and join')).heading).toBe('Remy, you are in');
    expect(await membershipsOf('remy@example.net')).toMatchObject([{ id, status: 'ACTIVE', role: 'Viewer' }]);
  });

  it('may be invited again after a no, and the admin reads when they declined', async () => {
    await org.invite('Nora Example <nora@example.net>');
    await (await org.visitor().open(await org.linkOf('nora@example.net'))).press('No, thanks');
    expect((await org.invite('nora@example.net')).text()).toMatch(/Invited 1[\s\S]*declined an invitation on/);
    await org.quiet();
    const [first, second] = org.inbox.mailsTo('nora@example.net');
    expect(first && second).toBeDefined();
    const old = await org.visitor().open(first?.links.find((link) => /\/i\/[\w-]+$/.test(link)) ?? '');
    expect(old.buttons).not.toContain('Accept and join');
    const page = await org.visitor().open(await org.linkOf('nora@example.net'));
    expect(page.buttons).toContain('Accept and join');
  });

  it('is left alone when they are a member, however the address is written', async () => {
    await seedMember(org, { email: 'mia@example.net', firstName: 'Mia' });
    expect((await org.invite('MIA@Example.NET')).text()).toMatch(/Not invited 1[\s\S]*is a member since/);
    await org.quiet();
    expect(org.inbox.mailsTo('mia@example.net')).toEqual([]);
  });
});

describe('somebody with an account of another organization', () => {
  it('is asked, in other words, while the admin reads the same as for anybody', async () => {
    await org.query(`INSERT INTO account (id, email, email_key, first_name, last_name)
      VALUES (gen_random_uuid(), 'known@example.net', 'known@example.net', 'Kay', 'Known')`);
    const [known, unknown] = [await org.invite('known@example.net'), await org.invite('unknown@example.net')].map(
      // Between the two a minute may have begun.
      (modal) =>
        modal
          .text()
          .replaceAll(/(un)?known@/g, '@')
          .replace(/The link ends .*?\d\d:\d\d/, 'The link ends'),
    );
    expect(known).toBe(unknown);
    const mail = await org.inbox.waitForMail('known@example.net');
    expect(mail.subject).toBe('Ada Example invited you to Example Org');
    expect((await org.inbox.waitForMail('unknown@example.net')).subject).toBe('Welcome to Example Org');
  });

  it('is added at once where the organization says so for its own domains, and told', async () => {
    await org.query(`UPDATE organization SET existing_accounts = 'ADD_AT_ONCE', own_domains = '{own.example}'`);
    await org.query(`INSERT INTO account (id, email, email_key, first_name, last_name)
      VALUES (gen_random_uuid(), 'olga@own.example', 'olga@own.example', 'Olga', 'Own')`);
    await org.invite('olga@own.example');
    const mail = await org.inbox.waitForMail('olga@own.example');
    expect(mail.subject).toBe("You've been added to Example Org");
    expect(await membershipsOf('olga@own.example')).toMatchObject([{ status: 'ACTIVE', role: 'Viewer' }]);
    await org.sales.waitForMessage(/Olga Own/);
  });
});
