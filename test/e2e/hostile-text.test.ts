import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../support/workspace/person.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';
import { expectInert, expectOurHeaders, expectOurHtml } from './inert.ts';

let org: ExampleOrg;
/** Those who joined in Slack: the one post of their team may mention them. */
let joiners: Person[] = [];

beforeAll(async () => {
  org = await startExampleOrg();
});

afterAll(() => org.close());

/** Names that mean something to one of the places where they are shown. */
const NAMES = [
  '<!channel>',
  '<!here|hi>',
  '<@U0ADMIN>',
  '@channel',
  '=1+1',
  '+cmd|x',
  'a\r\nBcc: z',
  'a\nSubject: hi',
  '\u202Eevil\u202C',
  '*_~bold~_*',
  '`code` ```block```',
  '<b onclick=x>&amp;"\'',
  '</script><img src=x onerror=alert(1)>',
  'a, b; c <d>',
  'Ω≈ç√ 🎉 名前',
  'x'.repeat(80),
  '{{7*7}} $(7*7) %s %n',
];

/** What nobody may be made to see as a link: refused as a name, and left out when it comes from a profile. */
const LINKS = ['<https://x.example|y>', 'https://evil.example', 'evil.example/accept', 'mailto:z@example.com'];

describe('names and notes that mean something elsewhere', () => {
  it('come inert out of a Slack profile, in cards, posts and living messages', async () => {
    joiners = NAMES.map((name, index) =>
      org.workspace.person({
        name: `joiner${index}`,
        firstName: name,
        lastName: 'Sample',
        email: `joiner${index}@example.com`,
      }),
    );
    const linked = LINKS.map((name, index) =>
      org.workspace.person({
        name: `linked${index}`,
        firstName: name,
        lastName: 'Sample',
        email: `linked${index}@example.com`,
      }),
    );
    await org.invite('', {
      people: [...joiners, ...linked],
      note: '<!channel> *_~`bold`~_* =1+1 <@U0ADMIN> \u202Eevil',
    });
    for (const person of joiners) await (await person.waitForMessage(/invited you/)).click('Accept');
    await org.quiet();
    expect(joiners.every((person) => person.messages().some(({ text }) => /Welcome to Example Org/.test(text)))).toBe(
      true,
    );
    expectInert(org, joiners);
    // The profile's first name was no name: it is asked at acceptance.
    for (const person of linked) {
      await (await person.waitForMessage(/invited you/)).click('Accept');
      expect((await person.modal({ settled: true })).fields()).toContain('First name');
    }
    expectInert(org, joiners);
  });

  it('come inert out of the form, in mails, pages and screens', async () => {
    const typed = ['<!channel>', '=1+1', '*_~bold~_*', '`code`', "O'Brien & Söhne", 'x'.repeat(80)];
    const lines = [
      'First name\tLast name\tEmail',
      ...typed.map((name, index) => `${name}\tSample\ttyped${index}@example.net`),
    ];
    const result = await org.invite(lines.join('\n'), { note: '</p><img src=x onerror=alert(1)> & *bold*' });
    expect(result.text()).toMatch(/Invited 6/);
    for (const index of typed.keys()) {
      const mail = await org.inbox.waitForMail(`typed${index}@example.net`);
      await expectOurHeaders(mail.raw);
      expectOurHtml(mail.html ?? '');
      expect(mail.text).toContain('<img src=x onerror=alert(1)>');
      const page = await org.visitor().open(await org.linkOf(`typed${index}@example.net`));
      expectOurHtml(page.$.html());
      expect(page.text).toContain('<img src=x onerror=alert(1)>');
    }
    expectInert(org, joiners);
  });

  it('come inert out of the accept page, in the post, the welcome and the roster', async () => {
    const emails = NAMES.map((_, index) => `named${index}@example.net`);
    await org.invite(emails.join('\n'));
    for (const [index, name] of NAMES.entries()) {
      const page = await org.visitor().open(await org.linkOf(emails[index] ?? ''));
      const joined = await page.press('Accept and join', { 'First name': name, 'Last name': name });
      expect(joined.status).toBe(200);
      expectOurHtml(joined.$.html());
      const welcome = await org.inbox.waitForMail(emails[index] ?? '', { subject: /joined/ });
      await expectOurHeaders(welcome.raw);
      expectOurHtml(welcome.html ?? '');
    }
    await org.quiet();
    const stored = await org.query<{ names: string }>(
      `SELECT first_name || last_name AS names FROM account WHERE email_key LIKE 'named%'`,
    );
    expect(stored).toHaveLength(NAMES.length);
    expect(stored.filter(({ names }) => /[\p{Cc}\p{Bidi_Control}]/u.test(names))).toEqual([]);
  });

  it('are refused as a name where they read as a link', async () => {
    await org.invite('links@example.net');
    let page = await org.visitor().open(await org.linkOf('links@example.net'));
    for (const name of LINKS) {
      page = await page.press('Accept and join', { 'First name': name, 'Last name': 'Sample' });
      expect(page.status).toBe(422);
      expect(page.text).toMatch(/it reads as a web address/);
      expectOurHtml(page.$.html());
    }
    page = await page.press('Accept and join', { 'First name': 'x'.repeat(81), 'Last name': ' \u200B ' });
    expect(page.text).toMatch(/Shorten your first name to 80 characters[\s\S]*Type your last name/);
  });

  it('are refused as a note where they carry a link, and where they are too long', async () => {
    await org.ada.types('/members invite');
    const form = await org.ada.modal({ settled: true, title: 'Invite people' });
    await form.fill('Addresses', 'note@example.net');
    await form.fill('Primary team', 'Sales');
    for (const [note, words] of [
      ['See https://evil.example now', /can't carry a link/],
      ['Go to <https://x.example|y>', /can't carry a link/],
      ['x'.repeat(301), /301 characters; 300 fit/],
    ] as const) {
      await form.fill('Note', note);
      expect((await form.submit()).errors?.['Note']).toMatch(words);
    }
  });

  it('come inert out of commands, answered as they were typed', async () => {
    for (const typed of ['<!channel>', '`x`', '*_~', '@channel', '<https://x.example|y>', 'a\u202Eb', '=1+1']) {
      await org.ada.types(`/members ${typed}`);
      await org.ada.types(`/members invite new@example.net as ${typed}`);
      await org.ada.modal({ settled: true });
      await org.ada.types(`/members list ${typed}`);
      await org.ada.modal({ settled: true });
      await org.ada.types(`/members reinvite ${typed}`);
    }
    await org.quiet();
    expectInert(org, joiners);
  });

  it('leave one line an event in the log, with no address, link or name', () => {
    expect(org.logLines.length).toBeGreaterThan(0);
    for (const line of org.logLines) {
      expect(line.trim()).not.toContain('\n');
      expect(() => JSON.parse(line)).not.toThrow();
      expect(line).not.toMatch(/@example\.(com|net)|\/i\/[\w-]{20}|<!channel>|Bcc/);
    }
  });
});
