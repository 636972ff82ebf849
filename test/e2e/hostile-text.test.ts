import { load } from 'cheerio';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../support/workspace/person.ts';
import type { SeenMessage } from '../support/workspace/seen-message.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

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

const everyMessage = (): SeenMessage[] => [
  ...org.sales.messages(),
  ...org.workspace.people().flatMap((person) => [...person.messages(), ...person.ephemerals()]),
];

/** What is active in a text that Slack reads as markup: `<...>`, but for dates, our own links and those who joined. */
const activeIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(activeIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as Record<string, unknown>;
  const tokens = type === 'mrkdwn' ? [...String(text).matchAll(/<([^<>]*)>/g)].map(([, token = '']) => token) : [];
  const ours = [
    /^!date\^\d+\^/,
    /^https:\/\/studio\.example\.com[/|]/,
    ...joiners.map(({ id }) => new RegExp(`^@${id}$`)),
  ];
  return [
    ...tokens.filter((token) => !ours.some((each) => each.test(token))),
    ...Object.values(value).flatMap(activeIn),
  ];
};

const parsed = (value: unknown): unknown => {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  return JSON.parse(value);
};

/** Nobody is mentioned but those who joined, and nothing of what people wrote is markup: in messages, acks and modals. */
const expectInert = (): void => {
  for (const message of everyMessage()) {
    expect(
      message.mentions.filter((id) => !joiners.some((joiner) => joiner.id === id)),
      message.text,
    ).toEqual([]);
    expect(
      message.links.filter(({ url }) => !url.startsWith('https://studio.example.com')),
      message.text,
    ).toEqual([]);
  }
  const shown = org.workspace.calls.map(({ args }) => Object.values(args).map(parsed));
  const acks = org.workspace.deliveries.map(({ body }) => body);
  expect([shown, acks].flatMap(activeIn)).toEqual([]);
  expect(JSON.stringify([shown, acks])).toContain('Sample');
};

/** The headers that a mail of ours has, and no more: a name must not make one. */
const expectOurHeaders = async (raw: string): Promise<void> => {
  const names = (await PostalMime.parse(raw)).headers.map(({ key }) => key);
  const ours =
    /^(from|to|reply-to|subject|message-id|date|mime-version|content-type|auto-submitted|list-unsubscribe|list-unsubscribe-post)$/;
  expect(names.filter((name) => !ours.test(name))).toEqual([]);
  expect(names.filter((name) => name === 'subject')).toHaveLength(1);
  expect(names.filter((name) => name === 'to')).toHaveLength(1);
};

/** No element, attribute or address that a template of ours has not written. */
const expectOurHtml = (html: string): void => {
  const $ = load(html);
  expect($('script, img, iframe, b[onclick], [onerror], [onclick]').length).toBe(0);
  const hosts = $('a[href]')
    .map((_, link) => new URL($(link).attr('href') ?? '', 'http://127.0.0.1').hostname)
    .get();
  expect(hosts.filter((host) => !['127.0.0.1', 'studio.example.com', ''].includes(host))).toEqual([]);
};

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
    expectInert();
    // The profile's first name was no name: it is asked at acceptance.
    for (const person of linked) {
      await (await person.waitForMessage(/invited you/)).click('Accept');
      expect((await person.modal({ settled: true })).fields()).toContain('First name');
    }
    expectInert();
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
    expectInert();
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
    expectInert();
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
