import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedMember } from '../support/seed.ts';
import type { Person } from '../support/workspace/person.ts';
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

describe('a link that ran out', () => {
  it('offers to ask for a new one, which a person sends by one click', async () => {
    await org.invite('Robin Example <expired@example.net>');
    const link = await org.linkOf('expired@example.net');
    await org.advance('25 hours');
    const page = await org.visitor().open(link);
    expect(page.heading).toMatch(/ran out|ended|expired/i);
    expect(page.buttons).toEqual(['Ask for a new link']);
    const asked = await page.press('Ask for a new link');
    expect(asked.heading).toBe('You asked for a new link');
    const card = await org.ada.waitForMessage(/expired@example\.net.*asks for a new link/);
    // Nothing is issued by itself.
    await org.quiet();
    expect(org.inbox.mailsTo('expired@example.net')).toHaveLength(1);
    await card.click('Send a new link');
    const sent = await org.ada.waitForMessage(/1 new link on the way to expired@example\.net/);
    expect(sent.buttons).toEqual([]);
    await org.quiet();
    expect(org.inbox.mailsTo('expired@example.net')).toHaveLength(2);
    expect((await org.visitor().open(link)).heading).toBe('There is a newer invitation');
    const joined = await (await org.visitor().open(await org.linkOf('expired@example.net'))).press('Accept and join');
    expect(joined.heading).toBe('Robin, you are in');
  });

  it('says when it was asked for already, for twelve hours, and then takes it again', async () => {
    await org.invite('patient@example.net');
    const link = await org.linkOf('patient@example.net');
    await org.advance('25 hours');
    await (await org.visitor().open(link)).press('Ask for a new link');
    await org.ada.waitForMessage(/patient@example\.net.*asks for a new link/);
    const again = await org.visitor().open(link);
    expect(again.text).toMatch(/asked|request/i);
    expect(again.buttons).not.toContain('Ask for a new link');
    const cards = () => org.ada.messages().filter(({ text }) => /patient@example\.net.*asks for a new link/.test(text));
    await org.quiet();
    expect(cards()).toHaveLength(1);
    await org.advance('12 hours 1 minute');
    await (await org.visitor().open(link)).press('Ask for a new link');
    await org.quiet();
    expect(cards()).toHaveLength(2);
  });

  it('is told in the card that somebody else has dealt with it, and in pending that it ran out', async () => {
    await eve.types('/members pending');
    const pending = await eve.modal({ settled: true, title: 'Pending invitations' });
    expect(pending.text()).toMatch(/Ran out this week[\s\S]*patient@example\.net[\s\S]*ran out/);
    await eve.types('/members reinvite expired');
    const list = await eve.modal({ settled: true, title: 'Reinvite' });
    expect(list.text()).toMatch(/Ran out in the last 14 days: \d+[\s\S]*patient@example\.net/);
    const before = { ...eve.effort };
    expect((await list.submit()).updatedTo?.text()).toMatch(/new links? on the way to .*patient@example\.net/);
    expect(eve.effort.clicks - before.clicks).toBe(1);
    await org.quiet();
    const [first, second] = org.ada
      .messages()
      .filter(({ text }) => /patient@example\.net.*asks for a new link/.test(text));
    const mails = org.inbox.mailsTo('patient@example.net').length;
    for (const card of [first, second]) {
      await card?.click('Send a new link');
      await org.quiet();
    }
    expect(org.inbox.mailsTo('patient@example.net')).toHaveLength(mails);
    expect(org.ada.messages().filter(({ text }) => /asks for a new link/.test(text))).toEqual([]);
    expect(
      org.ada.messages().filter(({ text }) => /patient@example\.net: A newer invitation was sent/.test(text)),
    ).toHaveLength(2);
  });

  it('is invited anew by the form as one that ran out, not refused', async () => {
    await org.invite('anew@example.net');
    await org.linkOf('anew@example.net');
    await org.advance('25 hours');
    expect((await org.invite('anew@example.net')).text()).toMatch(/Invited 1/);
    await org.quiet();
    expect(org.inbox.mailsTo('anew@example.net')).toHaveLength(2);
    const rows = await org.query(`SELECT 1 FROM invitation WHERE email_key = 'anew@example.net'`);
    expect(rows).toHaveLength(1);
  });

  it('is sent three times a day, and then says when the next one can go', async () => {
    await org.invite('often@example.net');
    for (let time = 0; time < 3; time += 1) {
      const { text } = await org.ada.types('/members reinvite often@example.net');
      expect(text).toMatch(/1 new link on the way/);
    }
    const { text } = await org.ada.types('/members reinvite often@example.net');
    expect(text).toMatch(/got all the new links it can get in a day\. The next one can be sent/);
    await org.advance('24 hours 1 minute');
    expect((await org.ada.types('/members reinvite often@example.net')).text).toMatch(/1 new link on the way/);
  });
});
