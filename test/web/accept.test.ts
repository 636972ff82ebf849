import { load } from 'cheerio';
import { afterEach, describe, expect, it } from 'vitest';
import { anOpenInvitation, invitationDesk } from './invitation-desk.ts';
import { openedBrowser, PAGE, type RunningWebApp, runWebApp } from './running-web-app.ts';

let app: RunningWebApp;
afterEach(() => app.close());

const written = () => app.desk.writes.map(({ what }) => what).filter((what) => what !== 'noteOpened');
const grace = { firstName: 'Grace', lastName: 'Hopper' };

describe('accepting', () => {
  it('when the names are there, joins and goes on to the page that says where to sign in', async () => {
    app = await runWebApp();
    const browser = await openedBrowser(app);
    const response = await browser.submit('accept', grace);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(PAGE);
    expect(app.desk.writes.at(-1)).toEqual({
      what: 'accept',
      names: grace,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect((await browser.get()).page('h1').text()).toBe('Grace, you are in');
  });

  it('when names come with control characters and spaces, takes them cleaned', async () => {
    app = await runWebApp();
    await (await openedBrowser(app)).submit('accept', { firstName: '  Ada\r\nBcc: z ', lastName: 'Love\u0000lace' });
    expect(app.desk.writes.at(-1)?.names).toEqual({ firstName: 'Ada Bcc: z', lastName: 'Love lace' });
  });

  it('when a name is known already, takes no other one from the form', async () => {
    app = await runWebApp({ desk: invitationDesk(anOpenInvitation({ firstName: 'Grace' })) });
    await (await openedBrowser(app)).submit('accept', { firstName: 'Mallory', lastName: 'Hopper' });
    expect(app.desk.writes.at(-1)?.names).toEqual({ firstName: null, lastName: 'Hopper' });
  });

  it('when a name is missing or holds a web address, comes back with it on the field and keeps what was typed', async () => {
    app = await runWebApp();
    const response = await (await openedBrowser(app)).submit('accept', {
      firstName: ' ',
      lastName: '"<b>https://evil.example',
    });
    expect(response.status).toBe(422);
    const page = load(await response.text());
    expect(page('title').text()).toMatch(/^Problem: /);
    expect(
      page('[role=alert] a')
        .toArray()
        .map((link) => link.attribs['href']),
    ).toEqual(['#first-name', '#last-name']);
    const last = page('#last-name');
    expect(last.attr('value')).toBe('"<b>https://evil.example');
    expect(last.attr('aria-invalid')).toBe('true');
    expect(page(`#${last.attr('aria-describedby')}`).text()).toContain('web address');
    expect(page('#first-name-error').text()).toBe('Type your first name.');
    expect(written()).toEqual([]);
  });

  it('when only one of the names is wrong, names only that one', async () => {
    app = await runWebApp();
    const response = await (await openedBrowser(app)).submit('accept', { ...grace, lastName: '' });
    expect(response.status).toBe(422);
    const page = load(await response.text());
    expect(page('.error').length).toBe(1);
    expect(page('#first-name').attr('value')).toBe('Grace');
    expect(page('#first-name').attr('aria-invalid')).toBeUndefined();
  });

  it('when a name is longer than 80 characters, says so; 80 are taken', async () => {
    app = await runWebApp();
    const browser = await openedBrowser(app);
    const long = await browser.submit('accept', { ...grace, firstName: 'é'.repeat(81) });
    expect(load(await long.text())('#first-name-error').text()).toBe('Shorten your first name to 80 characters.');
    expect((await browser.submit('accept', { ...grace, firstName: 'é'.repeat(80) })).status).toBe(303);
  });

  it('when a field is sent twice, reads it as missing', async () => {
    app = await runWebApp();
    const browser = await openedBrowser(app);
    const form = String((await browser.get()).page('input[name=form]').attr('value'));
    const body = new URLSearchParams([
      ['form', form],
      ['firstName', 'a'],
      ['firstName', 'b'],
      ['lastName', 'c'],
    ]);
    const response = await app.request(`${PAGE}/accept`, { method: 'POST', headers: { cookie: browser.cookie }, body });
    expect(response.status).toBe(422);
  });

  it('when it is sent twice, answers the second with the same friendly truth', async () => {
    app = await runWebApp();
    const browser = await openedBrowser(app);
    const form = String((await browser.get()).page('input[name=form]').attr('value'));
    const answers = await Promise.all([1, 2].map(() => browser.post(`${PAGE}/accept`, { form, ...grace })));
    answers.push(await browser.post(`${PAGE}/accept`, { form, ...grace }));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect((await browser.get()).page('h1').text()).toBe('Grace, you are in');
  });

  it('when the service refuses a name, shows that on the field too', async () => {
    const refusals = { lastName: { kind: 'name_missing' } } as const;
    app = await runWebApp({ desk: { ...invitationDesk(), accept: async () => ({ kind: 'names_refused', refusals }) } });
    const response = await (await openedBrowser(app)).submit('accept', grace);
    expect(response.status).toBe(422);
    expect(load(await response.text())('#last-name-error').text()).toBe('Type your last name.');
  });

  it('when the issuer has lost the right meanwhile, offers to ask for a new link', async () => {
    app = await runWebApp({ desk: { ...invitationDesk(), accept: async () => ({ kind: 'issuer_lost_right' }) } });
    const response = await (await openedBrowser(app)).submit('accept', grace);
    expect(response.status).toBe(409);
    expect(load(await response.text())('form').attr('action')).toBe(`${PAGE}/ask`);
  });

  it('when the address of the form is opened, leads back to the page', async () => {
    app = await runWebApp();
    const { response } = await (await openedBrowser(app)).get(`${PAGE}/accept`);
    expect([response.status, response.headers.get('location')]).toEqual([303, PAGE]);
    expect(written()).toEqual([]);
  });
});
