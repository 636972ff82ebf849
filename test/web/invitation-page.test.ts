import { load } from 'cheerio';
import { afterEach, describe, expect, it } from 'vitest';
import type { InvitationView } from '../../src/web/invitation-pages.ts';
import { anOpenInvitation, INVITATION_ID, invitationDesk, TOKEN } from './invitation-desk.ts';
import { openedBrowser, PAGE, type RunningWebApp, runWebApp } from './running-web-app.ts';

let app: RunningWebApp;
afterEach(() => app.close());

const show = async (view: InvitationView) => {
  app = await runWebApp({ desk: invitationDesk(view) });
  return (await openedBrowser(app)).get();
};

describe('the page of an open invitation', () => {
  it('when it is opened, says who invites to what, as what, for whom and until when', async () => {
    const { response, page } = await show(anOpenInvitation({ note: 'See you on Monday.\nBring a laptop.' }));
    expect(response.status).toBe(200);
    expect(page('h1').text()).toBe('Ada Lovelace invited you to Acme');
    const rows = page('dl > div')
      .toArray()
      .map((row) => [page(row).find('dt').text(), page(row).find('dd').text()]);
    expect(rows).toEqual([
      ['Role', 'Member Can create, edit and manage content.'],
      ['Team', 'Sales'],
      ['Also in', 'Research'],
      ['Products', 'Calls, Sequences'],
      ['For', 'g•••@example.com'],
      ['Open until', 'Sunday, 22 November 2026, 14:02 (Europe/Berlin, UTC+1)'],
    ]);
    expect(page('blockquote').text()).toBe('See you on Monday.\nBring a laptop.');
    expect(page.html()).not.toContain('grace.hopper');
  });

  it('when a name is known already, asks only for the missing one', async () => {
    const { page } = await show(anOpenInvitation({ firstName: 'Grace' }));
    expect(page('input[name=firstName]').length).toBe(0);
    expect(page('input[name=lastName]').attr('autocomplete')).toBe('family-name');
    expect(page('main').text()).toContain('Hello Grace,');
  });

  it('when both names are known, asks for none', async () => {
    const { page } = await show(anOpenInvitation({ firstName: 'Grace', lastName: 'Hopper' }));
    expect(page('input[type=text]').length).toBe(0);
    expect(page('form[action$="/accept"] button').text()).toBe('Accept and join');
  });

  it('when texts hold markup, shows them as text', async () => {
    const nasty = `<script>alert(1)</script>"'&<!channel>=1+1`;
    const { page } = await show(
      anOpenInvitation({
        organizationName: nasty,
        inviterName: nasty,
        note: nasty,
        roleName: nasty,
        primaryTeamName: nasty,
        supportContact: 'javascript:alert(1)',
      }),
    );
    expect(page('script').length).toBe(0);
    expect(page('blockquote').text()).toBe(nasty);
    expect(page('h1').text()).toBe(`${nasty} invited you to ${nasty}`);
    expect(page('title').text()).toContain(nasty);
    expect(page('a[href^="javascript:"]').length).toBe(0);
  });

  it('when a person reads it, notes the hint; not for HEAD, not for a prefetch', async () => {
    app = await runWebApp();
    const browser = await openedBrowser(app);
    await app.request(PAGE, { method: 'HEAD', headers: { cookie: browser.cookie } });
    await browser.get(PAGE, { 'sec-purpose': 'prefetch;prerender' });
    await browser.get(PAGE, { purpose: 'prefetch' });
    expect(app.desk.writes).toEqual([]);
    await browser.get();
    expect(app.desk.writes).toEqual([{ what: 'noteOpened' }]);
  });

  it('when the hint can not be written, is shown all the same', async () => {
    const desk = invitationDesk();
    app = await runWebApp({ desk: { ...desk, noteOpened: async () => Promise.reject(new Error('no database')) } });
    const { response } = await (await openedBrowser(app)).get();
    expect(response.status).toBe(200);
    expect(app.log.map(({ level }) => level)).toEqual([40]);
  });

  it('when the browser holds no cookie, says what to do, alike for every invitation', async () => {
    app = await runWebApp();
    const here = await app.request(PAGE);
    const nowhere = await app.request('/invitations/019a9c1e-0000-7000-8000-000000000000');
    expect([here.status, nowhere.status]).toEqual([403, 403]);
    const text = await here.text();
    expect(text).toBe(await nowhere.text());
    expect(load(text)('h1').text()).toBe('Open the link in your mail again');
  });

  it('when the cookie holds no token of ours, answers with the neutral page', async () => {
    app = await runWebApp();
    for (const value of ['wrong', 'j%3A%7B%22a%22%3A1%7D']) {
      const response = await app.request(PAGE, { headers: { cookie: `usher_invitation_${INVITATION_ID}=${value}` } });
      expect([403, 404]).toContain(response.status);
    }
  });
});

describe('every page', () => {
  it('when it is shown, is private, loads only its own stylesheet and runs no script', async () => {
    const { response, page } = await show(anOpenInvitation());
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none';style-src 'self';img-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'",
    });
    expect(headers['x-powered-by']).toBeUndefined();
    expect(page('script, style, [style], [onclick]').length).toBe(0);
    const stylesheet = await app.request(String(page('link[rel=stylesheet]').attr('href')));
    expect(stylesheet.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(stylesheet.headers.get('cache-control')).toContain('max-age=31536000');
    expect((await app.request(String(page('link[rel=icon]').attr('href')))).status).toBe(200);
  });

  it('when it is read aloud, has a language, one heading, a main part, and a label for every field', async () => {
    const { page } = await show(anOpenInvitation());
    expect(page('html').attr('lang')).toBe('en');
    expect(page('h1').length).toBe(1);
    expect(page('main').length).toBe(1);
    expect(page('meta[name=viewport]').attr('content')).toBe('width=device-width, initial-scale=1');
    for (const field of page('input:not([type=hidden])').toArray()) {
      expect(page(`label[for="${field.attribs['id']}"]`).length, field.attribs['name']).toBe(1);
    }
  });

  it('when it is shown, holds neither the token nor its cookie', async () => {
    const { page } = await show(anOpenInvitation());
    expect(page.html()).not.toContain(TOKEN);
  });
});
