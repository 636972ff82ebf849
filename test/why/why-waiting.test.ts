import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExampleOrg } from '../e2e/example-org.ts';
import { seedMember } from '../support/seed.ts';
import { expectedInLog, startWhyOrg, type WhyDesk, whyDeskOf } from './why-desk.ts';

let org: ExampleOrg;
let desk: WhyDesk;

beforeAll(async () => {
  org = await startWhyOrg();
  desk = whyDeskOf(org);
});

afterAll(() => org.close({ logged: expectedInLog }));

describe('why somebody who was never invited', () => {
  it('says so, and opens the form filled in', async () => {
    const answer = await desk.why('nora@example.net');
    expect(answer.text).toMatch(/nora@example\.net can't get in because nobody has invited them\./);
    expect(answer.buttons).toEqual(['Invite']);
    await desk.inviteBy(answer, 'Invite', 'nora@example.net');
    expect(desk.mailsTo('nora@example.net')).toBe(1);
  });

  it('names the one who is meant, and is asked about them by a click', async () => {
    await desk.invited('Max Miller <max.miller@example.net>');
    const answer = await desk.why('max.miler@example.net');
    expect(answer.text).toMatch(/nobody has invited them\. Did you mean max\.miller@example\.net, who is invited\?/);
    expect(answer.buttons).toEqual(['Invite', 'About them']);
    await desk.press(answer, 'About them');
    expect(desk.lastAnswer()).toMatch(/Max Miller .*have not opened the link/);
  });

  it('finds the invitation under the address of another place, by the name that Slack shows', async () => {
    await desk.invited('Ida Private <ida@home.example>');
    const ida = org.workspace.person({ firstName: 'Ida', lastName: 'Private', email: 'ida.private@example.com' });
    const answer = await desk.why(ida.mention);
    expect(answer.text).toMatch(
      /the invitation went to ida@home\.example, and their address in Slack is ida\.private@/,
    );
    await desk.inviteBy(answer, 'Invite', 'ida.private@example.com');
    await ida.waitForMessage(/invited you/);
  });
});

describe('why somebody to whom nothing has come', () => {
  it('says when a link goes out later, and sends it now', async () => {
    await desk.invited('Lea Later <later@example.net>');
    await org.query(`UPDATE invitation SET send_after = usher_now() + interval '2 days', expires_at = NULL, sent_at = NULL
      WHERE email_key = 'later@example.net'`);
    await org.query(
      `DELETE FROM delivery WHERE invitation_id = (SELECT id FROM invitation WHERE email_key = 'later@example.net')`,
    );
    const before = desk.mailsTo('later@example.net');
    const answer = await desk.why('later@example.net');
    expect(answer.text).toMatch(/because the invitation goes out later, /);
    await desk.press(answer, 'Send now');
    expect(desk.mailsTo('later@example.net')).toBe(before + 1);
    await desk.join('later@example.net');
    expect(await desk.isMember('later@example.net')).toBe(true);
  });

  it('says that the mail server is down, and tries again at once', async () => {
    org.inbox.refuse({ code: 421, text: 'not now' });
    await org.invite('down@example.net');
    await expect
      .poll(async () => (await desk.why('down@example.net')).text)
      .toMatch(/has not gone out yet: the mail server asked to try later/);
    // Else its next try may be the one that sends it.
    await org.query(`UPDATE graphile_worker._private_jobs SET run_at = now() + interval '1 hour'`);
    org.inbox.refuse(undefined);
    const answer = await desk.why('down@example.net');
    await desk.press(answer, 'Send now');
    expect(desk.mailsTo('down@example.net')).toBe(1);
  });

  it('says why the mail was refused, and invites another address in its place', async () => {
    org.inbox.refuse({ code: 550, text: 'no such mailbox' });
    await desk.invited('refused@example.net');
    org.inbox.refuse(undefined);
    const answer = await desk.why('refused@example.net');
    expect(answer.text).toMatch(/did not reach them by mail .*: the mail server refused this address\. Check it\./);
    await answer.click('Another address');
    const form = await org.ada.modal({ settled: true, title: 'Another address' });
    await form.fill('New address', 'taken@example.net');
    await form.submit();
    await org.quiet();
    expect(desk.mailsTo('taken@example.net')).toBe(1);
    expect((await desk.why('refused@example.net')).text).toMatch(/Ada Example withdrew the invitation/);
  });
});

describe('why somebody who has a link', () => {
  it('says that it was not opened, then that it was, then that a newer one took its place', async () => {
    await desk.invited('Olga Open <olga@example.net>');
    const answer = await desk.why('olga');
    expect(answer.text).toMatch(
      /Olga Open \(olga@example\.net\) can't get in because they have not opened the link: it was delivered by mail .*and ends/,
    );
    const link = await org.linkOf('olga@example.net');
    await org.visitor().open(link);
    await org.quiet();
    const opened = await desk.why('olga');
    expect(opened.text).toMatch(/because they opened the link .* and have not accepted yet/);
    await desk.press(opened, 'Send a new link');
    expect(desk.mailsTo('olga@example.net')).toBe(2);
    const replaced = await desk.why('olga@example.net');
    expect(replaced.text).toMatch(
      /because the link from .* was replaced by a newer one, which was delivered by mail .* and not opened yet/,
    );
    // The first answer is old by now: it says what is true, and sends nothing.
    await desk.press(answer, 'Send a new link');
    expect(desk.answers()).toMatch(/olga@example\.net: A newer invitation was sent/);
    expect(desk.mailsTo('olga@example.net')).toBe(2);
    await desk.join('olga@example.net');
    expect(await desk.isMember('olga@example.net')).toBe(true);
  });

  it('says that the card in Slack was not answered, and mails the same link', async () => {
    const pia = org.workspace.person({ firstName: 'Pia', lastName: 'Patient' });
    await org.invite('', { people: [pia] });
    await pia.waitForMessage(/invited you/);
    await org.quiet();
    const answer = await desk.why(pia.mention);
    expect(answer.text).toMatch(/Pia Patient .*because they have not answered the card in Slack/);
    await desk.press(answer, 'By mail instead');
    await desk.join(pia.email);
    expect(await desk.isMember(pia.email)).toBe(true);
  });

  it('says that Slack shows another address by now, and invites that one', async () => {
    const moved = org.workspace.person({ firstName: 'Mona', lastName: 'Moved' });
    await org.invite('', { people: [moved] });
    await moved.waitForMessage(/invited you/);
    await org.quiet();
    await moved.update({ email: 'mona.new@example.com' });
    for (const asked of ['mona@example.com', moved.mention]) {
      expect((await desk.why(asked)).text).toMatch(
        /went to mona@example\.com, and their address in Slack is mona\.new@example\.com/,
      );
    }
    await (await desk.why(moved.mention)).click('Invite that address');
    const form = await org.ada.modal({ settled: true, title: 'Another address' });
    expect(form.text()).toContain('mona.new@example.com');
    await form.submit();
    await org.quiet();
    expect((await desk.why('mona.new@example.com')).text).toMatch(/have not answered the card in Slack/);
    expect((await desk.why('mona@example.com')).text).toMatch(/withdrew the invitation/);
  });

  it('says when it ran out and what had become of it, and sends a new one', async () => {
    await desk.invited('Rosa Late <rosa@example.net>');
    await org.advance('25 hours');
    const answer = await desk.why('rosa@example.net');
    expect(answer.text).toMatch(/because the link ran out .*; it was delivered by mail .* and never opened\./);
    await desk.press(answer, 'Send a new link');
    await desk.join('rosa@example.net');
    expect(await desk.isMember('rosa@example.net')).toBe(true);
  });

  it('says that the issuer may no longer give the role, and sends it in the name of who asks', async () => {
    const eve = org.workspace.person({ firstName: 'Eve' });
    await seedMember(org, { email: eve.email, firstName: 'Eve', role: 'Admin', slack: eve });
    await eve.types('/members invite Leo Left <left@example.net>');
    const form = await eve.modal({ settled: true, title: 'Invite people' });
    await form.fill('Primary team', 'Sales');
    await form.submit();
    await org.quiet();
    await desk.setRole(eve.email, 'Viewer');
    const answer = await desk.why('left@example.net');
    expect(answer.text).toMatch(/because Eve Example can no longer give the role Viewer\./);
    await desk.press(answer, 'Send a new link');
    await desk.join('left@example.net');
    expect(await desk.isMember('left@example.net')).toBe(true);
  });
});
