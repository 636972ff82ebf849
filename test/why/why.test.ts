import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExampleOrg, startExampleOrg } from '../e2e/example-org.ts';
import { seedMember } from '../support/seed.ts';
import { statementsOf } from '../support/statements.ts';
import type { SeenMessage } from '../support/workspace/seen-message.ts';

let org: ExampleOrg;

beforeAll(async () => {
  org = await startExampleOrg({ seed: { products: [{ name: 'Reports' }] } });
});

afterAll(() => org.close({ logged: /an interaction failed|SMTP|mail/i }));

type Answer = Pick<SeenMessage, 'text' | 'buttons' | 'click'>;

const withoutBold = (message: SeenMessage): Answer => ({ ...message, text: message.text.replaceAll('*', '') });

/** Asks, and hands over the answer as it was read. */
const why = async (text: string): Promise<Answer> => {
  const { message, text: said } = await org.ada.types(`/members why ${text}`);
  if (!message) throw new Error(`No answer: ${said}`);
  return withoutBold(message);
};

/** All answers as they stand now: an answer gives way to what its button did. */
const answers = (): string =>
  org.ada
    .ephemerals()
    .map((message) => withoutBold(message).text)
    .join('\n');

const lastAnswer = (): string => answers().split('\n').at(-2) ?? '';

const mailsTo = (address: string): number => org.inbox.mailsTo(address).length;

const setRole = (email: string, role: string) =>
  org.query(
    `UPDATE membership SET role_id = (SELECT id FROM role WHERE name = $2)
     WHERE account_id = (SELECT id FROM account WHERE email = $1)`,
    [email, role],
  );

const invited = async (address: string): Promise<void> => {
  await org.invite(address);
  await org.quiet();
};

/** Presses the one button of the verdict and waits for what comes of it. */
const press = async (answer: Answer, label: string): Promise<void> => {
  await answer.click(label);
  await org.quiet();
};

/** The invite form that the verdict opens, sent as it stands. */
const inviteBy = async (answer: Answer, label: string, address: string): Promise<void> => {
  await answer.click(label);
  const form = await org.ada.modal({ settled: true, title: 'Invite people' });
  expect(form.text()).toContain(address);
  expect(form.text()).not.toContain('⚠');
  await form.fill('Primary team', 'Sales');
  await form.submit();
  await org.ada.modal({ settled: true, title: 'Invitations' });
  await org.quiet();
};

const join = async (address: string): Promise<void> => {
  await (await org.visitor().open(await org.linkOf(address))).press('Accept and join');
  await org.quiet();
};

const isMember = async (address: string): Promise<boolean> =>
  (await org.query('SELECT 1 FROM active_access WHERE email = $1', [address])).length === 1;

describe('why somebody who was never invited', () => {
  it('says so, and opens the form filled in', async () => {
    const answer = await why('nora@example.net');
    expect(answer.text).toMatch(/nora@example\.net can't get in because nobody has invited them\./);
    expect(answer.buttons).toEqual(['Invite']);
    await inviteBy(answer, 'Invite', 'nora@example.net');
    expect(mailsTo('nora@example.net')).toBe(1);
  });

  it('names the one who is meant, and is asked about them by a click', async () => {
    await invited('Max Miller <max.miller@example.net>');
    const answer = await why('max.miler@example.net');
    expect(answer.text).toMatch(/nobody has invited them\. Did you mean max\.miller@example\.net, who is invited\?/);
    expect(answer.buttons).toEqual(['Invite', 'About them']);
    await press(answer, 'About them');
    expect(lastAnswer()).toMatch(/Max Miller .*have not opened the link/);
  });

  it('finds the invitation under the address of another place, by the name that Slack shows', async () => {
    await invited('Ida Private <ida@home.example>');
    const ida = org.workspace.person({ firstName: 'Ida', lastName: 'Private', email: 'ida.private@example.com' });
    const answer = await why(ida.mention);
    expect(answer.text).toMatch(
      /the invitation went to ida@home\.example, and their address in Slack is ida\.private@/,
    );
    await inviteBy(answer, 'Invite', 'ida.private@example.com');
    await ida.waitForMessage(/invited you/);
  });
});

describe('why somebody to whom nothing has come', () => {
  it('says when a link goes out later, and sends it now', async () => {
    await invited('Lea Later <later@example.net>');
    await org.query(`UPDATE invitation SET send_after = usher_now() + interval '2 days', expires_at = NULL, sent_at = NULL
      WHERE email_key = 'later@example.net'`);
    await org.query(
      `DELETE FROM delivery WHERE invitation_id = (SELECT id FROM invitation WHERE email_key = 'later@example.net')`,
    );
    const before = mailsTo('later@example.net');
    const answer = await why('later@example.net');
    expect(answer.text).toMatch(/because the invitation goes out later, /);
    await press(answer, 'Send now');
    expect(mailsTo('later@example.net')).toBe(before + 1);
    await join('later@example.net');
    expect(await isMember('later@example.net')).toBe(true);
  });

  it('says that the mail server is down, and tries again at once', async () => {
    org.inbox.refuse({ code: 421, text: 'not now' });
    await org.invite('down@example.net');
    await expect
      .poll(async () => (await why('down@example.net')).text)
      .toMatch(/has not gone out yet: the mail server asked to try later/);
    org.inbox.refuse(undefined);
    const answer = await why('down@example.net');
    await press(answer, 'Send now');
    expect(mailsTo('down@example.net')).toBe(1);
  });

  it('says why the mail was refused, and invites another address in its place', async () => {
    org.inbox.refuse({ code: 550, text: 'no such mailbox' });
    await invited('refused@example.net');
    org.inbox.refuse(undefined);
    const answer = await why('refused@example.net');
    expect(answer.text).toMatch(/did not reach them by mail .*: the mail server refused this address\. Check it\./);
    await answer.click('Another address');
    const form = await org.ada.modal({ settled: true, title: 'Another address' });
    await form.fill('New address', 'taken@example.net');
    await form.submit();
    await org.quiet();
    expect(mailsTo('taken@example.net')).toBe(1);
    expect((await why('refused@example.net')).text).toMatch(/Ada Example withdrew the invitation/);
  });
});

describe('why somebody who has a link', () => {
  it('says that it was not opened, then that it was, then that a newer one took its place', async () => {
    await invited('Olga Open <olga@example.net>');
    const answer = await why('olga');
    expect(answer.text).toMatch(
      /Olga Open \(olga@example\.net\) can't get in because they have not opened the link: it was delivered by mail .*and ends/,
    );
    const link = await org.linkOf('olga@example.net');
    await org.visitor().open(link);
    await org.quiet();
    const opened = await why('olga');
    expect(opened.text).toMatch(/because they opened the link .* and have not accepted yet/);
    await press(opened, 'Send a new link');
    expect(mailsTo('olga@example.net')).toBe(2);
    const replaced = await why('olga@example.net');
    expect(replaced.text).toMatch(
      /because the link from .* was replaced by a newer one, which was delivered by mail .* and not opened yet/,
    );
    // The first answer is old by now: it says what is true, and sends nothing.
    await press(answer, 'Send a new link');
    expect(answers()).toMatch(/olga@example\.net: A newer invitation was sent/);
    expect(mailsTo('olga@example.net')).toBe(2);
    await join('olga@example.net');
    expect(await isMember('olga@example.net')).toBe(true);
  });

  it('says that the card in Slack was not answered, and mails the same link', async () => {
    const pia = org.workspace.person({ firstName: 'Pia', lastName: 'Patient' });
    await org.invite('', { people: [pia] });
    await pia.waitForMessage(/invited you/);
    await org.quiet();
    const answer = await why(pia.mention);
    expect(answer.text).toMatch(/Pia Patient .*because they have not answered the card in Slack/);
    await press(answer, 'By mail instead');
    await join(pia.email);
    expect(await isMember(pia.email)).toBe(true);
  });

  it('says that Slack shows another address by now, and invites that one', async () => {
    const moved = org.workspace.person({ firstName: 'Mona', lastName: 'Moved' });
    await org.invite('', { people: [moved] });
    await moved.waitForMessage(/invited you/);
    await org.quiet();
    await moved.update({ email: 'mona.new@example.com' });
    for (const asked of ['mona@example.com', moved.mention]) {
      expect((await why(asked)).text).toMatch(
        /went to mona@example\.com, and their address in Slack is mona\.new@example\.com/,
      );
    }
    await (await why(moved.mention)).click('Invite that address');
    const form = await org.ada.modal({ settled: true, title: 'Another address' });
    expect(form.text()).toContain('mona.new@example.com');
    await form.submit();
    await org.quiet();
    expect((await why('mona.new@example.com')).text).toMatch(/have not answered the card in Slack/);
    expect((await why('mona@example.com')).text).toMatch(/withdrew the invitation/);
  });

  it('says when it ran out and what had become of it, and sends a new one', async () => {
    await invited('Rosa Late <rosa@example.net>');
    await org.advance('25 hours');
    const answer = await why('rosa@example.net');
    expect(answer.text).toMatch(/because the link ran out .*; it was delivered by mail .* and never opened\./);
    await press(answer, 'Send a new link');
    await join('rosa@example.net');
    expect(await isMember('rosa@example.net')).toBe(true);
  });

  it('says that the issuer may no longer give the role, and sends it in the name of who asks', async () => {
    const eve = org.workspace.person({ firstName: 'Eve' });
    await seedMember(org, { email: eve.email, firstName: 'Eve', role: 'Admin', slack: eve });
    await eve.types('/members invite Leo Left <left@example.net>');
    const form = await eve.modal({ settled: true, title: 'Invite people' });
    await form.fill('Primary team', 'Sales');
    await form.submit();
    await org.quiet();
    await setRole(eve.email, 'Viewer');
    const answer = await why('left@example.net');
    expect(answer.text).toMatch(/because Eve Example can no longer give the role Viewer\./);
    await press(answer, 'Send a new link');
    await join('left@example.net');
    expect(await isMember('left@example.net')).toBe(true);
  });
});

describe('why somebody whose invitation was decided', () => {
  it('says who withdrew it, and opens the form', async () => {
    await invited('Bea Back <back@example.net>');
    await org.ada.types('/members withdraw back@example.net');
    const answer = await why('back@example.net');
    expect(answer.text).toMatch(/because Ada Example withdrew the invitation /);
    await inviteBy(answer, 'Invite', 'back@example.net');
    await join('back@example.net');
    expect(await isMember('back@example.net')).toBe(true);
  });

  it('says that they declined, and opens the form', async () => {
    await invited('Dora No <dora@example.net>');
    await (await org.visitor().open(await org.linkOf('dora@example.net'))).press('No, thanks');
    await org.quiet();
    const answer = await why('dora@example.net');
    expect(answer.text).toMatch(/Dora No .*because they declined the invitation /);
    await inviteBy(answer, 'Invite', 'dora@example.net');
    await join('dora@example.net');
  });

  it('says that they asked not to be written to, and has no button that would write to them', async () => {
    await org.query(`INSERT INTO address_preference (id, email_key) VALUES (gen_random_uuid(), 'stop@example.net')`);
    const answer = await why('stop@example.net');
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
    const answer = await why(email);
    expect(answer.text).toMatch(words);
    await inviteBy(answer, button, email);
    await join(email);
    expect(await isMember(email)).toBe(true);
  });

  it('says that nothing stops them, and tells them where to sign in', async () => {
    const bo = org.workspace.person({ firstName: 'Bo' });
    await seedMember(org, { email: bo.email, firstName: 'Bo', slack: bo });
    const answer = await why(bo.mention);
    expect(answer.text).toMatch(
      /Nothing stops Bo Example .* They sign in at Example Studio \(https:\/\/studio\.example\.com\) as bo@example\.com/,
    );
    await press(answer, 'Tell them where to sign in');
    const told = await bo.waitForMessage(/Sign in at/);
    expect(told.text).toContain('bo@example.com');
  });

  it('finds them by their Slack user under whatever address they are known', async () => {
    const cleo = org.workspace.person({ firstName: 'Cleo', email: 'cleo.now@example.com' });
    await seedMember(org, { email: 'cleo.once@example.com', firstName: 'Cleo', slack: cleo });
    expect((await why('cleo.now@example.com')).text).toMatch(/Nothing stops Cleo Example \(cleo\.once@example\.com\)/);
  });

  it('says which product, permission or role they lack, with the way to give it', async () => {
    await seedMember(org, { email: 'less@example.net', firstName: 'Les', lastName: 'Less' });
    await org.query(`INSERT INTO permission (id, organization_id, key, name, description)
      SELECT gen_random_uuid(), id, 'export', 'Export data', '' FROM organization`);
    const answer = await why('less@example.net studio');
    expect(answer.text).toMatch(/can't use Studio because it is not among their products/);
    await answer.click('Give the product');
    const products = await org.ada.modal({ settled: true, title: 'Products' });
    expect(products.text()).toMatch(/\*Gains:\* Studio/);
    await products.submit();
    expect((await why('less@example.net studio')).text).toMatch(/Nothing stops/);
    const permission = await why('Less in "Export data"');
    expect(permission.text).toMatch(/lacks the permission “Export data”: neither the role Member/);
    await permission.click('Give the permission');
    const permissions = await org.ada.modal({ settled: true, title: 'Choose permissions' });
    expect((await permissions.submit()).updatedTo?.text()).toMatch(/Added\*\n• Export data/);
    await permissions.submit();
    expect((await why('Less in "Export data"')).text).toMatch(/Nothing stops/);
    await org.query(`INSERT INTO permission (id, organization_id, key, name, description, sensitive)
      SELECT gen_random_uuid(), id, 'send', 'Send as', '', true FROM organization`);
    await (await why('Less in "Send as"')).click('Give the permission');
    const sensitive = await org.ada.modal({ settled: true, title: "Person's permissions" });
    await sensitive.click('Give', { row: 'Send as', confirm: true });
    await sensitive.waitFor(/has \*Send as\* now/);
    expect((await why('Less in "Send as"')).text).toMatch(/Nothing stops/);
    expect((await why('less@example.net member')).text).toMatch(/Nothing stops/);
    expect((await why('less@example.net nonsense')).text).toMatch(/There is no product, permission or role “nonsense”/);
    const role = await why('less@example.net admin');
    expect(role.text).toMatch(/can't do what Admin can because their role is Member/);
    await role.click('Change role');
    await (await org.ada.modal({ settled: true, title: 'Change role' })).submit();
    await org.quiet();
    expect((await why('less@example.net admin')).text).toMatch(/Nothing stops/);
    await org.query(`UPDATE product SET enabled = false WHERE name = 'Reports'`);
    const off = await why('less@example.net rep');
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
    await invited('Will Wonder <will@home.example>');
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
    await invited('Kim Twin <kim2@example.net>');
    const answer = await why('kim twin');
    expect(answer.text).toMatch(
      /Who is meant by “kim twin”\?[\s\S]*kim1@example\.net[\s\S]*kim2@example\.net\), invited/,
    );
    await answer.click('This one', { row: 'kim2' });
    await org.quiet();
    expect(lastAnswer()).toMatch(/Kim Twin \(kim2@example\.net\) can't get in/);
    expect((await why('nobody of this name')).text).toMatch(/Nobody here is called “nobody of this name”/);
  });

  it('reads at most three statements after who asks, whatever it finds', async () => {
    const asked = ['nobody-at-all@example.net', 'rosa@example.net', 'less@example.net studio', 'bo@example.com'];
    for (const text of asked) {
      await org.quiet();
      const statements = await statementsOf(() => why(text));
      const reads = statements.filter(
        (sql) => /membership|invitation|account/.test(sql) && !/FROM workspace w/.test(sql),
      );
      expect(reads.length, text).toBeGreaterThan(0);
      expect(reads.length, text).toBeLessThanOrEqual(3);
    }
  });
});
