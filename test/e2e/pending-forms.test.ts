import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stall } from '../slack/running-desk.ts';
import { seedMember } from '../support/seed.ts';
import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';
import { changedTables, readContent } from './database-content.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;
/** Another admin of the same organization. */
let eve: Person;

beforeAll(async () => {
  org = await startExampleOrg();
  eve = org.workspace.person({ firstName: 'Eve' });
  await seedMember(org, { email: eve.email, firstName: 'Eve', role: 'Admin', slack: eve });
});
afterAll(() => org.close());

/** A form of *More*, on top of the pending screen. */
const more = async (label: string, title: string, email: string): Promise<{ pending: Modal; form: Modal }> => {
  const pending = await org.pending();
  await pending.click(label, { row: email });
  return { pending, form: await org.ada.modal({ settled: true, title }) };
};

const unchanged = async (act: () => Promise<unknown>): Promise<void> => {
  await org.quiet();
  const before = await readContent(org.query);
  await act();
  await org.quiet();
  expect(changedTables(before, await readContent(org.query)).filter((table) => table !== 'audit_event')).toEqual([]);
};

const become = (role: string) =>
  org.query(
    `UPDATE membership SET role_id = (SELECT id FROM role WHERE name = $1)
     WHERE account_id = (SELECT id FROM account WHERE email = $2)`,
    [role, org.ada.email],
  );

describe('Edit', () => {
  it('saves new terms, says what changed in the list below, and the mailed link leads to them', async () => {
    await org.invite('edited@example.net');
    const link = await org.linkOf('edited@example.net');
    const { pending, form } = await more('Edit', 'Edit invitation', 'edited@example.net');
    expect(form.text()).toMatch(/The link stays the same\. The mail is not sent again/);
    await form.fill('First name', 'Linus');
    await form.fill('Last name', 'Sample');
    await form.fill('Role', 'Member');
    expect((await form.submit()).closed).toBe(true);
    await pending.waitFor(/Role: Viewer → Member/);
    expect(pending.text()).toMatch(
      /Name: left to them → Linus Sample[\s\S]*Linus Sample\* \(edited@example\.net\) as Member/,
    );
    await org.quiet();
    expect(org.inbox.mailsTo('edited@example.net')).toHaveLength(1);
    expect((await org.visitor().open(link)).text).toMatch(/Member/);
  });

  it('says on its field what cannot be saved, and keeps the rest', async () => {
    await org.invite('named@example.net');
    const { form } = await more('Edit', 'Edit invitation', 'named@example.net');
    await form.fill('First name', 'see evil.example.com');
    expect((await form.submit()).errors).toEqual({ 'First name': expect.stringContaining("can't carry a link") });
    await form.close({ all: true });
  });

  it('when somebody else saved other terms meanwhile, saves nothing and shows theirs', async () => {
    await org.invite('two@example.net');
    const { form } = await more('Edit', 'Edit invitation', 'two@example.net');
    await org.query(`UPDATE invitation SET first_name = 'Grete' WHERE email_key = 'two@example.net'`);
    await form.fill('First name', 'Linus');
    await unchanged(async () => {
      const { updatedTo } = await form.submit();
      expect(updatedTo?.text()).toContain('Somebody changed this invitation while you did');
      expect(updatedTo?.input('First name').value).toBe('Grete');
    });
    await form.fill('Last name', 'Sample');
    expect((await form.submit()).closed).toBe(true);
  });

  it.each([
    ['withdrawn', () => eve.types('/members withdraw stale@example.net'), /Withdrawn/],
    ['reinvited', () => eve.types('/members reinvite stale@example.net'), /A newer invitation was sent/],
  ] as const)('when it was %s meanwhile, says so, and changes nothing', async (_what, act, words) => {
    await org.invite('stale@example.net');
    const { pending, form } = await more('Edit', 'Edit invitation', 'stale@example.net');
    await act();
    await form.fill('First name', 'Linus');
    await unchanged(() => form.submit());
    await pending.waitFor(words);
    await eve.types('/members withdraw stale@example.net');
  });

  it('when it is over before the form opens, says so on top of the list', async () => {
    await org.invite('over@example.net');
    const pending = await org.pending();
    await eve.types('/members withdraw over@example.net');
    await pending.click('Edit', { row: 'over@example.net' });
    const told = await org.ada.modal({ settled: true, title: 'Edit invitation' });
    expect(told.text()).toMatch(/Withdrawn/);
    expect(told.foot.submit).toBeUndefined();
  });

  it('when the admin is one no more, says so and saves nothing', async () => {
    await org.invite('demoted@example.net');
    const { form } = await more('Edit', 'Edit invitation', 'demoted@example.net');
    await form.fill('First name', 'Linus');
    await become('Viewer');
    await unchanged(async () =>
      expect((await form.submit()).updatedTo?.text()).toMatch(/you are not an admin at the moment/),
    );
    await become('Admin');
  });
});

describe('Another address', () => {
  it('withdraws the one and invites the other with the same terms, in one step', async () => {
    await org.invite('Linus Sample <typo@example.net>', { note: 'Hello', role: 'Member' });
    const old = await org.linkOf('typo@example.net');
    const { pending, form } = await more('Another address', 'Another address', 'typo@example.net');
    await form.fill('New address', 'right@example.net');
    expect((await form.submit()).closed).toBe(true);
    await pending.waitFor(/right@example\.net is invited in place of typo@example\.net, whose link is dead/);
    expect(pending.text()).toMatch(/Linus Sample\* \(right@example\.net\) as Member/);
    expect((await org.visitor().open(old)).text).toMatch(/withdrawn/i);
    const page = await org.visitor().open(await org.linkOf('right@example.net'));
    expect(page.text).toMatch(/Member[\s\S]*Sales[\s\S]*Studio/);
    expect(page.text).toContain('Hello');
    const rows = await org.query(
      `SELECT i.email, i.status::text, i.status_cause, e.changed->>'replaces' IS NOT NULL AS replaces
       FROM invitation i JOIN audit_event e ON e.target_id = i.id::text AND e.action = 'invitation.create'
       WHERE i.email IN ('typo@example.net', 'right@example.net') ORDER BY 1`,
    );
    expect(rows).toEqual([
      { email: 'right@example.net', status: 'PENDING', status_cause: null, replaces: true },
      { email: 'typo@example.net', status: 'WITHDRAWN', status_cause: 'other_address', replaces: false },
    ]);
  });

  it.each([
    ['no address', 'nothing', /This is not an address/],
    ['the same', 'KEPT@example.net', /invited already\. Type another one/],
    ['of a member', 'eve@example.com', /is a member since/],
    ['invited already', 'other@example.net', /is invited already/],
  ])('when the new one is %s, says so on the field, and nothing changes', async (_what, typed, error) => {
    if (typed === 'other@example.net') await org.invite(typed);
    await org.invite('kept@example.net');
    const { form } = await more('Another address', 'Another address', 'kept@example.net');
    await form.fill('New address', typed);
    await unchanged(async () =>
      expect((await form.submit()).errors).toEqual({ 'New address': expect.stringMatching(error) }),
    );
    await form.close({ all: true });
    await eve.types('/members withdraw kept@example.net');
  });

  it('when it was accepted meanwhile, says so in the list, and invites nobody', async () => {
    await org.invite('Robin Example <fast@example.net>');
    const { pending, form } = await more('Another address', 'Another address', 'fast@example.net');
    await (await org.visitor().open(await org.linkOf('fast@example.net'))).press('Accept and join');
    await form.fill('New address', 'slow@example.net');
    await unchanged(() => form.submit());
    await pending.waitFor(/Accepted/);
  });

  it('when the form is delivered twice, has one effect and the same answer', async () => {
    await org.invite('first@example.net');
    const { form } = await more('Another address', 'Another address', 'first@example.net');
    await form.fill('New address', 'second@example.net');
    await form.submit();
    await org.workspace.deliver({ repeat: 2 });
    await org.quiet();
    expect(await org.query(`SELECT 1 FROM invitation WHERE email_key = 'second@example.net'`)).toHaveLength(1);
    expect(org.inbox.mailsTo('second@example.net')).toHaveLength(1);
  });
});

describe('Copy a link', () => {
  it('says what it costs, shows the link once, and it leads in; nothing is sent, and the list tells', async () => {
    await org.invite('hand@example.net');
    const old = await org.linkOf('hand@example.net');
    const { pending, form } = await more('Copy a link', 'Copy a link', 'hand@example.net');
    expect(form.text()).toMatch(
      /ends the link that they may have[\s\S]*counts as one of the new links[\s\S]*accept in their place/,
    );
    const shown = (await form.submit()).updatedTo;
    const [link = ''] = /https?:\S+\/i\/[\w-]+/.exec(shown?.text() ?? '') ?? [];
    expect(link).not.toBe('');
    expect(shown?.privateMetadata).toBe('');
    await pending.waitFor(/hand@example\.net[\s\S]*to be handed over, not sent/);
    await org.quiet();
    const told = JSON.stringify(org.workspace.callsOf('chat.postMessage').map(({ args }) => args));
    expect(told + org.logLines.join()).not.toContain(link.split('/').at(-1));
    expect(org.inbox.mailsTo('hand@example.net')).toHaveLength(1);
    expect((await org.visitor().open(old)).text).toMatch(/newer/i);
    const page = await org.visitor().open(link);
    expect(page.buttons.join()).toMatch(/Accept and join/);
  });

  it('when the window is closed before it can be shown, keeps it to itself', async () => {
    await org.invite('unseen@example.net');
    const { form } = await more('Copy a link', 'Copy a link', 'unseen@example.net');
    const { end } = await stall(org.app.databaseUrl);
    await form.submit({ atOnce: true });
    await form.close({ all: true });
    await end();
    const message = await org.ada.waitForMessage(/closed before it could be shown/);
    expect(message.text).not.toMatch(/\/i\//);
  });

  it('when it was withdrawn meanwhile, makes none', async () => {
    await org.invite('late@example.net');
    const { pending, form } = await more('Copy a link', 'Copy a link', 'late@example.net');
    await eve.types('/members withdraw late@example.net');
    await unchanged(() => form.submit());
    await pending.waitFor(/Withdrawn/);
  });
});
