import { load } from 'cheerio';
import { afterEach, describe, expect, it } from 'vitest';
import type { JoinByLinkRefusal } from '../../src/services/join-by-link.ts';
import type { CodeView, JoinPages, JoinView } from '../../src/web/join-pages.ts';
import { type RunningWebApp, runWebApp } from './running-web-app.ts';

let app: RunningWebApp;
afterEach(() => app.close());

const at = new Date('2026-11-22T13:02:00Z');
const nasty = `<script>alert(1)</script>"'&<!channel>`;
const facts = { organizationName: nasty, supportContact: null, zone: 'Europe/Berlin' };
const open: JoinView = {
  ...facts,
  state: 'open',
  roleName: nasty,
  roleDescription: nasty,
  teamName: nasty,
  domains: [nasty, 'example.net'],
  expiresAt: at,
  slackCommand: '/members join',
};
const waiting: CodeView = { ...facts, state: 'waiting', address: `"${nasty}"@example.net`, until: at };

/** What was asked of the services, and what they say. */
const run = async (given: Partial<JoinPages> = {}, more: { limitPerMinute?: number; publicUrl?: string } = {}) => {
  const asked: unknown[] = [];
  app = await runWebApp({
    ...more,
    joins: {
      view: async () => open,
      viewCode: async () => waiting,
      ask: async (...args) => {
        asked.push(args.slice(0, 2));
        return { codeId: 'a-code' };
      },
      join: async (...args) => {
        asked.push(args.slice(0, 3));
        return null;
      },
      ...given,
    },
  });
  return asked;
};

const post = (path: string, body: string) =>
  app.request(path, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });

const typed = 'code=042%20917&firstName=Grace&lastName=Hopper';

describe('the pages of an invite link', () => {
  it.each(['/join/token', '/join/token/a-code'])(
    '%s can be read aloud, runs nothing, and shows markup as text',
    async (path) => {
      await run();
      const response = await app.request(path);
      expect(response.headers.get('cache-control')).toBe('no-store');
      const page = load(await response.text());
      expect([page('script').length, page('h1').length, page('main').length, page('html').attr('lang')]).toEqual([
        0,
        1,
        1,
        'en',
      ]);
      expect(page('header').text()).toBe(nasty);
      for (const field of page('input').toArray()) {
        expect(page(`label[for="${field.attribs['id']}"]`).length, field.attribs['name']).toBe(1);
      }
    },
  );

  it('go on from the address to the code to the end by redirects, below the path of the public address', async () => {
    const asked = await run({}, { publicUrl: 'https://example.com/usher' });
    expect((await post('/join/token', 'email=Grace%40example.net')).headers.get('location')).toBe(
      '/usher/join/token/a-code',
    );
    expect((await post('/join/token/a-code', typed)).headers.get('location')).toBe('/usher/join/token/a-code');
    expect(asked).toEqual([
      ['token', 'Grace@example.net'],
      ['token', 'a-code', { code: '042917', first: 'Grace', last: 'Hopper' }],
    ]);
  });

  it('take a form of any shape: what is missing is asked again, on its field, and nothing is tried', async () => {
    const asked = await run({ ask: async () => ({ refusal: { kind: 'no_address' } }) });
    for (const body of ['', 'email[]=a&email[]=b', 'email=a&email=b', `code=1&firstName=${'x'.repeat(81)}`]) {
      const first = load(await (await post('/join/token', body)).text());
      expect(first('#email').attr('aria-describedby')).toBe('email-error');
      const response = await post('/join/token/a-code', body);
      expect(response.status).toBe(422);
      const page = load(await response.text());
      for (const link of page('[role=alert] a').toArray()) expect(page(link.attribs['href'] ?? '').length).toBe(1);
      expect(page('title').text()).toMatch(/^Problem: /);
    }
    expect(asked).toEqual([]);
  });

  it('keep what was typed but for the code, and count the tries in words', async () => {
    await run({ join: async () => ({ kind: 'code_wrong', attemptsLeft: 1 }) });
    const page = load(await (await post('/join/token/a-code', typed)).text());
    expect(page('#first-name').attr('value')).toBe('Grace');
    expect(page('#code').attr('value')).toBe('');
    expect(page('#code-error').text()).toBe('This is not the code in our mail. You have one more try.');
  });

  it.each<[JoinByLinkRefusal, number, RegExp]>([
    [{ kind: 'already_member', since: at }, 200, /since Sunday, 22 November 2026.*Questions\? Ask/s],
    [{ kind: 'was_member' }, 403, /to invite you/],
    [{ kind: 'own_invitation' }, 403, /for a new link/],
    [{ kind: 'domain_not_welcome' }, 403, /for an invitation/],
    [{ kind: 'not_by_link' }, 403, /to invite you/],
    [{ kind: 'link_revoked', at }, 410, /was revoked on/],
    [{ kind: 'link_ended', at }, 410, /open until/],
    [{ kind: 'link_used_up', uses: 50 }, 410, /for a new one/],
    [{ kind: 'links_off' }, 403, /turned off/],
    [{ kind: 'link_out_of_order', why: 'creator_lost_right' }, 403, /Something changed/],
    [{ kind: 'invite_link_unknown' }, 404, /This link does not work/],
    [{ kind: 'code_expired' }, 303, /^$/],
  ])('answer %o with %i and the next step', async (refusal, status, says) => {
    await run({ join: async () => refusal });
    const response = await post('/join/token/a-code', typed);
    expect(response.status).toBe(status);
    expect(load(await response.text())('main').text()).toMatch(says);
  });

  it('slow down whoever sends forms without end, by their address', async () => {
    await run({}, { limitPerMinute: 1 });
    const statuses = [];
    for (let n = 0; n < 6; n += 1) statuses.push((await post('/join/token', 'email=grace%40example.net')).status);
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
  });
});
