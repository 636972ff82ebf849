import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedMember } from '../support/seed.ts';
import type { Person } from '../support/workspace/person.ts';
import { changedTables, readContent } from './database-content.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;
/** An admin of the same organization. */
let eve: Person;

beforeAll(async () => {
  org = await startExampleOrg();
  eve = org.workspace.person({ firstName: 'Eve' });
  await seedMember(org, { email: eve.email, firstName: 'Eve', role: 'Admin', slack: eve });
});

afterAll(() => org.close());

const colleague = async (firstName: string): Promise<Person> => {
  const person = org.workspace.person({ firstName, lastName: 'Sample' });
  await org.invite('', { people: [person] });
  await person.waitForMessage(/invited you/);
  return person;
};

const setRole = (person: Person, role: string) =>
  org.query(
    `UPDATE membership SET role_id = (SELECT id FROM role WHERE name = $2)
     WHERE account_id = (SELECT id FROM account WHERE email = $1)`,
    [person.email, role],
  );

describe('a screen that is older than what is true', () => {
  it('says that the invitation was withdrawn elsewhere, and shows what is there now', async () => {
    await org.invite('gone@example.net');
    const pending = await org.pending();
    await eve.types('/members withdraw gone@example.net');
    await pending.click('Reinvite', { row: 'gone@example.net' });
    await pending.waitFor(/gone@example\.net: .*withdrawn/i);
    expect(pending.buttons()).not.toContain('Withdraw');
    await org.quiet();
    expect(org.inbox.mailsTo('gone@example.net').length).toBeLessThanOrEqual(1);
  });

  it('says that somebody has joined meanwhile', async () => {
    await org.invite('Jo Example <joined@example.net>');
    const pending = await org.pending();
    await (await org.visitor().open(await org.linkOf('joined@example.net'))).press('Accept and join');
    await pending.click('Withdraw', { row: 'joined@example.net', confirm: true });
    await pending.waitFor(/joined@example\.net: (Accepted|Is a member)/);
  });

  it('tells it by a message when the modal was closed meanwhile', async () => {
    await org.invite('closed@example.net');
    const pending = await org.pending();
    org.workspace.faults.answer('views.update', 'not_found');
    await pending.click('Reinvite', { row: 'closed@example.net' });
    await org.ada.waitForMessage(/1 new link on the way to closed@example\.net/);
  });

  it('reads itself again when somebody else rewrote it first', async () => {
    await org.invite('conflict@example.net');
    const pending = await org.pending();
    org.workspace.faults.answer('views.update', 'hash_conflict');
    await pending.click('Reinvite', { row: 'conflict@example.net' });
    await pending.waitFor(/1 new link on the way to conflict@example\.net/);
  });
});

describe('an admin who is one no more when they press the button', () => {
  it.each([
    ['demoted', () => setRole(eve, 'Viewer'), /you are not an admin at the moment/],
    [
      'deactivated',
      () =>
        org.query(`UPDATE membership SET status = 'DEACTIVATED', ended_at = usher_now()
        WHERE account_id = (SELECT id FROM account WHERE email = 'eve@example.com')`),
      /is deactivated, so nothing was done/,
    ],
  ] as const)(
    'is told so by the form, the buttons and the desk, and changes nothing (%s)',
    async (_how, lose, words) => {
      await org.invite('waits@example.net');
      await org.quiet();
      const screens = {
        form: async () => {
          await eve.types('/members invite');
          const form = await eve.modal({ settled: true, title: 'Invite people' });
          await form.fill('Addresses', 'by-eve@example.net');
          await form.fill('Primary team', 'Sales');
          // The products of the team follow: her right is lost after that, or the form would be told of it before it is sent.
          await org.quiet();
          return { modal: form, act: () => form.submit() };
        },
        pending: async () => {
          await eve.types('/members pending');
          const modal = await eve.modal({ settled: true, title: 'Pending invitations' });
          return { modal, act: () => modal.click('Withdraw', { row: 'waits@example.net', confirm: true }) };
        },
        desk: async () => {
          await eve.types('/members');
          const modal = await eve.modal({ settled: true, title: 'Members' });
          return { modal, act: () => modal.click('Invite') };
        },
      };
      for (const open of Object.values(screens)) {
        const { modal, act } = await open();
        await lose();
        const before = await readContent(org.query);
        await act();
        await modal.waitFor(words);
        expect(changedTables(before, await readContent(org.query)).filter((table) => table !== 'audit_event')).toEqual(
          [],
        );
        await org.query(`UPDATE membership SET status = 'ACTIVE', ended_at = NULL
        WHERE account_id = (SELECT id FROM account WHERE email = 'eve@example.com')`);
        await setRole(eve, 'Admin');
      }
      await eve.types('/members withdraw waits@example.net');
      await org.quiet();
    },
  );
});

describe('a card that is older than what is true', () => {
  it('cannot be accepted once it was withdrawn, and says so', async () => {
    const grace = await colleague('Grace');
    const card = await grace.waitForMessage(/invited you/);
    await org.ada.types(`/members withdraw ${grace.mention}`);
    await grace.waitForMessage(/Withdrawn/);
    await card.click('Accept', { stale: true });
    await org.quiet();
    expect(
      grace
        .messages()
        .map(({ text }) => text)
        .join('\n'),
    ).toMatch(/withdrawn/i);
    expect(grace.messages().flatMap(({ buttons }) => buttons)).toEqual([]);
    const members = await org.query(`SELECT 1 FROM account WHERE email = $1`, [grace.email]);
    expect(members).toEqual([]);
  });

  it('leaves one card that counts after a reinvite', async () => {
    const ken = await colleague('Ken');
    const card = await ken.waitForMessage(/invited you/);
    await org.ada.types(`/members reinvite ${ken.mention}`);
    await org.quiet();
    expect(ken.messages().filter(({ buttons }) => buttons.includes('Accept'))).toHaveLength(1);
    await card.click('Accept', { stale: true });
    await org.quiet();
    // It is the same invitation, and Slack says who clicks: they are in, once, and no button is left over.
    const joined = await org.query(
      `SELECT 1 FROM membership m JOIN account a ON a.id = m.account_id WHERE email = $1`,
      [ken.email],
    );
    expect(joined).toHaveLength(1);
    expect(ken.messages().flatMap(({ buttons }) => buttons)).toEqual([]);
  });

  it('asks for the mailed link when the address in Slack has changed since', async () => {
    const ida = await colleague('Ida');
    await ida.update({ email: 'ida.new@example.com' });
    await (await ida.waitForMessage(/invited you/)).click('Accept');
    await ida.waitForEphemeral(/address in Slack is not the one that was invited/);
    await (await ida.waitForMessage(/invited you/)).click('Email me the link instead');
    await (await org.visitor().open(await org.linkOf('ida@example.com'))).press('Accept and join');
    await org.inbox.waitForMail('ida@example.com', { subject: /joined/ });
  });

  it('cannot be accepted when who sent it may no longer give the role, and names the way on', async () => {
    const mia = org.workspace.person({ firstName: 'Mia', lastName: 'Sample' });
    await eve.types('/members invite');
    const form = await eve.modal({ settled: true, title: 'Invite people' });
    await form.fill('People of this workspace', [mia]);
    await form.fill('Primary team', 'Sales');
    await form.submit();
    const card = await mia.waitForMessage(/Eve Example invited you/);
    await setRole(eve, 'Viewer');
    await card.click('Accept');
    await mia.waitForMessage(/can no longer give this role\. Ask another admin/);
    await org.ada.types(`/members reinvite ${mia.mention}`);
    await org.quiet();
    await (await mia.waitForMessage(/Ends/)).click('Accept');
    await mia.waitForMessage(/Welcome to/);
    await setRole(eve, 'Admin');
  });
});
