import { type IncomingHttpHeaders, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changedTables, readContent } from './database-content.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;
let link: string;
let cleanPage: string;
let cookie: string;

beforeAll(async () => {
  // One address asks some hundred times here, which the limit of a live desk would not let it.
  org = await startExampleOrg();
  await org.invite('linus@example.net');
  link = await org.linkOf('linus@example.net');
  await org.quiet();
  const answer = await ask('GET', link);
  cookie = (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
  cleanPage = new URL(answer.headers.location ?? '', link).href;
});

afterAll(() => org.close());

let asks = 0;

/** One request as a machine makes it: no redirect is followed, and each comes from a network of its own. */
const ask = (method: string, url: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    asks += 1;
    const address = `203.0.${Math.floor(asks / 250)}.${asks % 250}`;
    const sent = request(
      url,
      { method, agent: false, headers: { 'x-forwarded-for': address, ...headers } },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      },
    );
    sent.on('error', reject);
    sent.end();
  });

const machines: Record<string, string>[] = [
  { 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' },
  { 'user-agent': 'Mozilla/5.0 (compatible; MSIE 10.0) Microsoft-Office/16.0; SafeLinks' },
  { 'user-agent': 'BarracudaCentral/1.0' },
  { 'user-agent': 'facebookexternalhit/1.1' },
  { 'user-agent': '' },
  { 'sec-purpose': 'prefetch;prerender' },
  { purpose: 'prefetch' },
  { 'x-moz': 'prefetch' },
  { 'x-purpose': 'preview' },
  { range: 'bytes=0-10' },
  { 'if-modified-since': 'Sun, 22 Nov 2026 00:00:00 GMT' },
];

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE'];

describe('a link that machines look at', () => {
  it('changes nothing, whatever opens it and however often', async () => {
    const before = await readContent(org.query);
    const urls = [link, `${link}/`, `${link}/stop`, `${link}?utm_source=mail`, cleanPage, `${cleanPage}/accept`];
    for (const headers of machines) {
      const answers = await Promise.all(urls.flatMap((url) => METHODS.map((method) => ask(method, url, headers))));
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    }
    expect(changedTables(before, await readContent(org.query))).toEqual([]);
  });

  it('changes nothing even for a machine that keeps cookies, unless it reads the page as a person does', async () => {
    const before = await readContent(org.query);
    const pages = ['', '/accept', '/decline', '/ask', '/stop'].map((path) => `${cleanPage}${path}`);
    const prefetch = { cookie, 'sec-purpose': 'prefetch' };
    await Promise.all(pages.flatMap((url) => METHODS.map((method) => ask(method, url, prefetch))));
    await Promise.all(pages.map((url) => ask('HEAD', url, { cookie })));
    await Promise.all(
      ['/accept', '/decline', '/ask', '/stop'].map((path) => ask('GET', `${cleanPage}${path}`, { cookie })),
    );
    expect(changedTables(before, await readContent(org.query))).toEqual([]);
  });

  it('is not accepted by a form that was not read on our page', async () => {
    const before = await readContent(org.query);
    for (const headers of [{}, { cookie }, { cookie, origin: 'https://evil.example.com' }]) {
      const answer = await ask('POST', `${cleanPage}/accept`, headers as Record<string, string>);
      expect(answer.status).toBe(403);
      expect(answer.body).toMatch(/Open the link in your mail again/);
    }
    expect(changedTables(before, await readContent(org.query))).toEqual([]);
  });

  it('notes only that the page was opened, once, when somebody reads it', async () => {
    await org.quiet();
    const before = await readContent(org.query);
    const page = await ask('GET', cleanPage, { cookie });
    expect(page.status).toBe(200);
    expect(page.body).toContain('Accept and join');
    await org.quiet();
    // The message to the inviter is rewritten: "opened, waiting".
    expect(changedTables(before, await readContent(org.query)).sort()).toEqual(['invitation', 'jobs']);
    const opened = await readContent(org.query);
    await Promise.all(Array.from({ length: 20 }, () => ask('GET', cleanPage, { cookie })));
    expect(changedTables(opened, await readContent(org.query))).toEqual([]);
    await org.ada.waitForMessage(/opened/);
  });

  it('keeps the token out of the address bar, of caches and of other sites', async () => {
    const opened = await ask('GET', link);
    expect(opened.status).toBe(303);
    expect(opened.headers.location).not.toContain(link.split('/i/')[1] ?? '?');
    const [set = ''] = opened.headers['set-cookie'] ?? [];
    expect(set).toMatch(/HttpOnly/i);
    expect(set).toMatch(new RegExp(`Path=${new URL(cleanPage).pathname}`, 'i'));
    for (const { headers } of [opened, await ask('GET', cleanPage, { cookie })]) {
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
  });

  it('answers what was never a link alike, and tells nothing by it', async () => {
    const token = link.split('/i/')[1] ?? '';
    const forged = [
      'x',
      token.slice(0, -1),
      `${token.slice(0, -2)}${token.endsWith('AA') ? 'BA' : 'AA'}`,
      `${'A'.repeat(token.length)}`,
      `${token}A`,
      '%00',
      '%ff',
      '..%2f..%2fetc',
    ];
    const answers = await Promise.all(forged.map((each) => ask('GET', link.replace(token, each))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers.every(({ headers }) => headers['set-cookie'] === undefined)).toBe(true);
    const strangers = await ask('GET', `${new URL(link).origin}/invitations/01980000-0000-7000-8000-000000000000`);
    const known = await ask('GET', cleanPage);
    expect([strangers.status, strangers.body]).toEqual([known.status, known.body]);
  });

  it('is still there to be accepted after all that', async () => {
    const page = await org.visitor().open(link);
    const joined = await page.press('Accept and join', { 'First name': 'Linus', 'Last name': 'Example' });
    expect(joined.heading).toBe('Linus, you are in');
  });

  it('slows down whoever hammers from one address, and nobody else', async () => {
    const same = { 'x-forwarded-for': '192.0.2.1' };
    const statuses = await Promise.all(Array.from({ length: 25 }, () => ask('GET', link, same)));
    const slowed = statuses.filter(({ status }) => status === 429);
    expect(slowed).toHaveLength(5);
    expect(slowed[0]?.headers['retry-after']).toBeDefined();
    expect(slowed[0]?.body).toMatch(/Wait a minute/);
    expect((await ask('GET', link)).status).toBe(303);
  });
});
