import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedMember } from '../support/seed.ts';
import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;
let mia: Person;

beforeAll(async () => {
  org = await startExampleOrg({
    seed: {
      products: [{ name: 'Reports' }],
      teams: [{ name: 'Support', products: ['Reports'] }, { name: 'Finance' }],
    },
  });
  mia = org.workspace.person({ firstName: 'Mia' });
  await seedMember(org, { email: mia.email, firstName: 'Mia', role: 'Member', slack: mia });
  await org.query(
    `UPDATE membership m SET primary_team_id = (SELECT id FROM team WHERE name = 'Support')
     FROM account a WHERE a.id = m.account_id AND a.email = $1`,
    [mia.email],
  );
  const own = `SELECT m.organization_id, m.id, $2::uuid FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email = $1`;
  const idOf = async (table: string, name: string) =>
    (await org.query<{ id: string }>(`SELECT id FROM ${table} WHERE name = $1`, [name]))[0]?.id;
  for (const [name, sensitive] of [
    ['exports', false],
    ['send-as', true],
  ] as const) {
    await org.query(
      `INSERT INTO permission (id, organization_id, key, name, description, sensitive)
       SELECT gen_random_uuid(), id, $1, $1, '', $2 FROM organization`,
      [name, sensitive],
    );
    await org.query(`INSERT INTO membership_permission (organization_id, membership_id, permission_id) ${own}`, [
      mia.email,
      await idOf('permission', name),
    ]);
  }
  await org.query(`INSERT INTO membership_product (organization_id, membership_id, product_id) ${own}`, [
    mia.email,
    await idOf('product', 'Reports'),
  ]);
  await org.query(`INSERT INTO membership_team (organization_id, membership_id, team_id) ${own}`, [
    mia.email,
    await idOf('team', 'Finance'),
  ]);
});
afterAll(() => org.close());

const openForm = async (): Promise<Modal> => {
  await org.ada.types('/members invite');
  return org.ada.modal({ settled: true, title: 'Invite people' });
};

/** Chooses what the form answers to, and waits until it did. */
const choose = async (form: Modal, label: string, wish: string | Person): Promise<void> => {
  const { hash } = form;
  await form.fill(label, wish);
  await expect.poll(() => form.hash).not.toBe(hash);
};

const invitationOf = async (email: string) =>
  (
    await org.query(
      `SELECT r.name AS role, t.name AS team, i.send_after AS "sendAfter", i.expires_at AS "expiresAt",
         ARRAY(SELECT p.name FROM invitation_permission x JOIN permission p ON p.id = x.permission_id WHERE x.invitation_id = i.id) AS permissions,
         ARRAY(SELECT p.name FROM invitation_product x JOIN product p ON p.id = x.product_id WHERE x.invitation_id = i.id) AS products
       FROM invitation i JOIN role r ON r.id = i.role_id LEFT JOIN team t ON t.id = i.primary_team_id WHERE i.email_key = $1`,
      [email],
    )
  )[0];

describe('Same as', () => {
  it('fills in what a member has, keeps what was typed, and leaves sensitive permissions out', async () => {
    const form = await openForm();
    await form.fill('Addresses', 'twin@example.net');
    await form.fill('Note', 'Hello');
    await choose(form, 'Same as', mia);
    expect(form.input('Addresses').value).toBe('twin@example.net');
    expect(form.input('Note').value).toBe('Hello');
    expect(form.input('Role').value).toBe('Member');
    expect(form.input('Primary team').value).toBe('Support');
    expect(form.input('Other teams').value).toBe('Finance');
    expect((await form.submit()).updatedTo?.text()).toContain('Invited 1');
    expect(await invitationOf('twin@example.net')).toMatchObject({
      role: 'Member',
      team: 'Support',
      products: ['Reports'],
      permissions: ['exports'],
    });
  });

  it('copies no admin role, and says so', async () => {
    const form = await openForm();
    await choose(form, 'Same as', org.ada);
    expect(form.text()).toContain('The role of Ada Example, Admin, is not copied');
    expect(form.input('Role').value).toBe('Viewer');
    await form.close();
  });

  it('when the person is not a member, fills in nothing, and says so', async () => {
    const form = await openForm();
    await choose(form, 'Same as', org.workspace.person({ firstName: 'Nobody' }));
    expect(form.text()).toContain('is not a member here, so nothing was filled in');
    await form.close();
  });
});

describe('the primary team', () => {
  const startsWith = async (who: Person, command: string): Promise<string> => {
    await who.types(command);
    const form = await who.modal({ settled: true, title: 'Invite people' });
    const { value } = form.input('Primary team');
    const hint = /Starts with your own team/.test(JSON.stringify(form.view));
    await form.close();
    return `${value}${hint ? ', said to be their own' : ''}`;
  };

  it('is the admin’s own, and said to be; the one that the command names; and none where that is not there', async () => {
    const finn = org.workspace.person({ firstName: 'Finn' });
    await seedMember(org, { email: finn.email, firstName: 'Finn', role: 'Admin', slack: finn });
    expect(await startsWith(finn, '/members-invite a@example.net')).toBe('');
    await org.query(
      `UPDATE membership m SET primary_team_id = (SELECT id FROM team WHERE name = 'Finance')
       FROM account a WHERE a.id = m.account_id AND a.email = $1`,
      [finn.email],
    );
    expect(await startsWith(finn, '/members-invite a@example.net')).toBe('Finance, said to be their own');
    expect(await startsWith(finn, '/members-invite a@example.net in Support')).toMatch(/^Support/);
    expect(await startsWith(finn, '/members-invite a@example.net in Nowhere')).toMatch(/^(?!Finance)/);
  });

  it('is that of whoever asked where a request is approved, and none of the admin’s where they have none', async () => {
    const teamFor = async (asker: Person, email: string): Promise<unknown> => {
      await asker.types(`/members request ${email} joins us`);
      const card = await org.ada.waitForMessage(new RegExp(email));
      await card.click('Approve…');
      const form = await org.ada.modal({ settled: true, title: 'Invite people' });
      const { value } = form.input('Primary team');
      await form.close();
      return value;
    };
    expect(await teamFor(mia, 'besides-mia@example.net')).toBe('Support');
    expect(await teamFor(org.workspace.person({ firstName: 'Zoe' }), 'besides-zoe@example.net')).toBe('');
  });
});

describe('the products', () => {
  it('follow the team until somebody chooses others; none is warned of', async () => {
    const form = await openForm();
    await form.fill('Addresses', 'follows@example.net');
    expect(form.input('Products').value).toMatch(/Studio/);
    await choose(form, 'Primary team', 'Support');
    expect(form.input('Products').value).toBe('Reports');
    await choose(form, 'Primary team', 'Finance');
    expect(form.input('Products').value).toBe('Studio');
    await form.fill('Products', null);
    await choose(form, 'Primary team', 'Support');
    expect(form.input('Addresses').value).toBe('follows@example.net');
    expect((await form.submit()).updatedTo?.text()).toContain('No product was chosen');
  });
});

describe('a form that was sent while it was being filled in anew', () => {
  it('stays the result that it has become', async () => {
    const form = await openForm();
    await form.fill('Addresses', 'quick@example.net');
    const letGo = org.workspace.faults.hold('views.update');
    await form.fill('Primary team', 'Support');
    expect((await form.submit()).updatedTo?.text()).toContain('Invited 1');
    letGo();
    await org.workspace.settled({ quietMs: 300 });
    expect(form.title).toBe('Invitations');
    await form.close();
  });
});

describe('Send', () => {
  it('later: the form names the morning, the result and the list say when, and “Send now” sends', async () => {
    const form = await openForm();
    await form.fill('Addresses', 'later@example.net');
    await choose(form, 'Primary team', 'Sales');
    const morning = form.view.blocks.find((block) => block.block_id === 'send');
    expect(JSON.stringify(morning)).toMatch(/09:00 \(Europe\/Berlin\)/);
    await choose(form, 'Send', 'Pick a date and time');
    const at = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 2 * 3_600_000);
    await form.fill('Date and time', new Date(Date.now() - 3_600_000));
    expect((await form.submit()).errors).toEqual({ 'Date and time': expect.stringMatching(/has passed/) });
    await form.fill('Date and time', at);
    expect((await form.submit()).updatedTo?.text()).toMatch(/Nothing is sent before/);
    expect(await invitationOf('later@example.net')).toMatchObject({ sendAfter: at, expiresAt: null });
    await org.ada.waitForMessage(/later@example\.net: goes out/);
    const pending = await org.pending();
    expect(pending.text()).toMatch(/Scheduled 1\n[\s\S]*later@example\.net[\s\S]*Goes out/);
    await pending.click('Send now', { row: 'later@example.net' });
    await pending.waitFor(/1 new link on the way to later@example\.net\. It ends [^;]*\.\n/);
    await org.linkOf('later@example.net');
  });
});
