import { afterEach, describe, expect, it } from 'vitest';
import { anOpenInvitation, invitationDesk } from './invitation-desk.ts';
import { openedBrowser, PAGE, type RunningWebApp, runWebApp } from './running-web-app.ts';

let app: RunningWebApp;
afterEach(() => app.close());

const written = () => app.desk.writes.map(({ what }) => what).filter((what) => what !== 'noteOpened');
const grace = { firstName: 'Grace', lastName: 'Hopper' };

describe('a form that did not come from the page', () => {
  it('when its second half is missing or wrong, changes nothing', async () => {
    app = await runWebApp();
    const browser = await openedBrowser(app);
    for (const act of ['accept', 'decline', 'ask', 'stop', 'allow']) {
      for (const fields of [grace, { ...grace, form: '' }, { ...grace, form: 'x'.repeat(43) }]) {
        expect((await browser.post(`${PAGE}/${act}`, fields)).status, act).toBe(403);
      }
    }
    expect(written()).toEqual([]);
  });

  it('when the browser holds no cookie, changes nothing', async () => {
    app = await runWebApp();
    const browser = await openedBrowser(app);
    const form = String((await browser.get()).page('input[name=form]').attr('value'));
    const response = await app.request(`${PAGE}/accept`, {
      method: 'POST',
      body: new URLSearchParams({ form, ...grace }),
    });
    expect(response.status).toBe(403);
    expect(written()).toEqual([]);
  });

  it('when it comes as a browser sends it under no-referrer, with Origin: null, is taken', async () => {
    app = await runWebApp();
    const browser = await openedBrowser(app);
    const form = String((await browser.get()).page('input[name=form]').attr('value'));
    const response = await browser.post(
      `${PAGE}/accept`,
      { form, ...grace },
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
    );
    expect(response.status).toBe(303);
  });

  it('when it is no form, or too large, says so without an error in the log', async () => {
    app = await runWebApp();
    const { cookie } = await openedBrowser(app);
    const send = (type: string, body: string) =>
      app.request(`${PAGE}/accept`, { method: 'POST', headers: { cookie, 'content-type': type }, body });
    expect((await send('application/json', '{"form":1}')).status).toBe(403);
    expect((await send('application/x-www-form-urlencoded', `form=${'x'.repeat(11_000)}`)).status).toBe(413);
    expect((await send('application/x-www-form-urlencoded; charset=x', 'form=1')).status).toBe(415);
    expect(app.log).toEqual([]);
    expect(written()).toEqual([]);
  });
});

describe('declining, asking and stopping', () => {
  const { state, note, firstName, lastName, expiresAt, ...facts } = anOpenInvitation();

  it('when "No, thanks" is pressed, declines and keeps the address open', async () => {
    app = await runWebApp();
    const browser = await openedBrowser(app);
    expect((await browser.submit('decline')).status).toBe(303);
    expect(app.desk.writes.at(-1)).toMatchObject({ what: 'decline', stop: false });
    expect((await browser.get()).page('h1').text()).toBe('You said no, thanks');
  });

  it('when the box is ticked, declines and stops', async () => {
    app = await runWebApp();
    const browser = await openedBrowser(app);
    await browser.submit('decline', { stop: 'yes' });
    expect(app.desk.writes.at(-1)).toMatchObject({ what: 'decline', stop: true });
    expect((await browser.get()).page('main').text()).toContain('We will not write to this address again.');
  });

  it('when a new link is asked for twice, says both times when it was asked', async () => {
    const expired = { ...facts, state: 'expired', expiredAt: expiresAt, askedAt: null, canAsk: true } as const;
    app = await runWebApp({ desk: invitationDesk(expired) });
    const browser = await openedBrowser(app);
    const form = String((await browser.get()).page('input[name=form]').attr('value'));
    const pages = [await browser.post(`${PAGE}/ask`, { form }), await browser.post(`${PAGE}/ask`, { form })];
    for (const response of pages) {
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('Monday, 23 November 2026, 10:30 (Europe/Berlin, UTC+1)');
    }
  });

  it('when the invitation is open, asking for a new link leads to it', async () => {
    app = await runWebApp();
    const browser = await openedBrowser(app);
    const form = String((await browser.get()).page('input[name=form]').attr('value'));
    expect((await browser.post(`${PAGE}/ask`, { form })).headers.get('location')).toBe(PAGE);
  });

  it('when "don\'t write to me again" of a mail is followed, stops after one click and not before', async () => {
    app = await runWebApp({ desk: invitationDesk({ ...facts, state: 'withdrawn' }) });
    const browser = await openedBrowser(app);
    const { page } = await browser.get(`${PAGE}/stop`);
    expect(page('h1').text()).toBe('No more mail from here?');
    expect(written()).toEqual([]);
    expect((await browser.submit('stop', {}, `${PAGE}/stop`)).headers.get('location')).toBe(`${PAGE}/stop`);
    expect(written()).toEqual(['stop']);
    const after = await browser.get(`${PAGE}/stop`);
    expect(after.page('h1').text()).toBe('We will not write to this address again');
    const lifted = await browser.submit('allow', {}, `${PAGE}/stop`);
    expect(await lifted.text()).toContain('You can be written to again');
    expect(written()).toEqual(['stop', 'allow']);
    expect((await browser.get(`${PAGE}/stop`)).page('h1').text()).toBe('No more mail from here?');
  });
});
