import type { IncomingMessage, ServerResponse } from 'node:http';
import { load } from 'cheerio';
import { afterEach, describe, expect, it } from 'vitest';
import { invitationDesk, TOKEN } from './invitation-desk.ts';
import { openedBrowser, PAGE, type RunningWebApp, runWebApp } from './running-web-app.ts';

let app: RunningWebApp;
afterEach(() => app.close());

describe('/metrics', () => {
  it('when nobody asked for it, is a page like any other that is not there', async () => {
    app = await runWebApp();
    const [metrics, nothing] = [await app.request('/metrics'), await app.request('/nothing')];
    expect(metrics.status).toBe(404);
    expect(await metrics.text()).toBe(await nothing.text());
  });
});

describe('without a public address', () => {
  it('the pages of those who are invited are not there, whoever holds a link of before; health is', async () => {
    app = await runWebApp({ publicUrl: null });
    const nothing = await (await app.request('/nothing')).text();
    for (const path of [`/i/${TOKEN}`, `/i/${TOKEN}/stop`, PAGE, `${PAGE}/stop`]) {
      const response = await app.request(path);
      expect([response.status, await response.text()]).toEqual([404, nothing]);
    }
    expect((await app.request('/healthz')).status).toBe(200);
  });
});

describe('the limits', () => {
  it('when an address opens more links than the limit in a minute, is asked to wait, and told how long', async () => {
    app = await runWebApp({ limitPerMinute: 3 });
    for (let opened = 0; opened < 3; opened += 1) expect((await app.request(`/i/${TOKEN}`)).status).toBe(303);
    const response = await app.request('/i/another');
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.text()).toContain('More than 3 requests');
  });

  it('when links and forms are mixed, counts them together', async () => {
    app = await runWebApp({ limitPerMinute: 2 });
    await app.request('/i/wrong');
    await app.request(`${PAGE}/accept`, { method: 'POST' });
    expect((await app.request(`${PAGE}/decline`, { method: 'POST' })).status).toBe(429);
    expect(app.desk.writes).toEqual([]);
  });

  it('when the limit is used up, health and Slack go on', async () => {
    app = await runWebApp({ limitPerMinute: 1, slack: (_request, response) => void response.end('ok') });
    await app.request('/i/wrong');
    expect((await app.request('/i/wrong')).status).toBe(429);
    for (let sent = 0; sent < 10; sent += 1) {
      expect((await app.request('/slack/events', { method: 'POST' })).status).toBe(200);
    }
    expect((await app.request('/readyz')).status).toBe(200);
  });

  it('when a proxy is trusted, counts by the address it reports', async () => {
    app = await runWebApp({ limitPerMinute: 1, trustProxy: 1 });
    const from = (ip: string) => app.request('/i/wrong', { headers: { 'x-forwarded-for': ip } });
    expect((await from('203.0.113.1')).status).toBe(404);
    expect((await from('203.0.113.2')).status).toBe(404);
    expect((await from('203.0.113.1')).status).toBe(429);
  });

  it('when no proxy is trusted, a made-up address does not help', async () => {
    app = await runWebApp({ limitPerMinute: 1 });
    const from = (ip: string) => app.request('/i/wrong', { headers: { 'x-forwarded-for': ip } });
    expect((await from('203.0.113.1')).status).toBe(404);
    expect((await from('203.0.113.2')).status).toBe(429);
  });
});

describe('the handler for Slack', () => {
  it('when a request comes below /slack/, gets the raw body before anything has read it', async () => {
    const slack = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const parsed = 'body' in request ? request.body : null;
      response.end(JSON.stringify({ path: request.url, body: Buffer.concat(chunks).toString(), parsed }));
    };
    app = await runWebApp({ slack: (request, response) => void slack(request, response) });
    const response = await app.request('/slack/events', { method: 'POST', body: new URLSearchParams({ a: '1' }) });
    expect(await response.json()).toEqual({ path: '/slack/events', body: 'a=1', parsed: null });
  });

  it('when a request goes elsewhere, never sees it', async () => {
    const seen: string[] = [];
    app = await runWebApp({
      slack: (request, _response, next) => {
        seen.push(request.url ?? '');
        next();
      },
    });
    await app.request('//');
    await app.request(`/i/${TOKEN}`);
    await app.request('/slackers');
    await app.request('/slack/nothing');
    expect(seen).toEqual(['/slack/nothing']);
  });
});

describe('health', () => {
  it('when the process runs, /healthz says ok to GET and HEAD', async () => {
    app = await runWebApp();
    expect(await (await app.request('/healthz')).text()).toBe('ok\n');
    expect((await app.request('/healthz', { method: 'HEAD' })).status).toBe(200);
    expect((await app.request('/healthz', { method: 'POST' })).status).toBe(405);
  });

  it('when something is missing, /readyz says 503 and what', async () => {
    app = await runWebApp({ health: async () => ({ ready: false, reasons: ['the database does not answer'] }) });
    const response = await app.request('/readyz');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ ready: false, reasons: ['the database does not answer'] });
    expect((await app.request('/readyz', { method: 'HEAD' })).status).toBe(503);
    expect((await app.request('/healthz')).status).toBe(200);
  });

  it('when the check itself fails, /readyz says 503 and keeps the cause in the log', async () => {
    app = await runWebApp({ health: async () => Promise.reject(new Error('secret of the database')) });
    const response = await app.request('/readyz');
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('secret');
    expect(JSON.stringify(app.log)).toContain('secret of the database');
  });
});

describe('an unexpected error', () => {
  const broken = () => Promise.reject(new Error('no database'));

  it('when a service throws, shows a page with an id that is in the log, without address or token', async () => {
    app = await runWebApp({ desk: { ...invitationDesk(), openLink: broken } });
    const response = await app.request(`/i/${TOKEN}`);
    expect(response.status).toBe(500);
    const id = load(await response.text())('code').text();
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(app.log).toMatchObject([
      { level: 50, requestId: id, method: 'GET', route: '/i/:token', err: { message: 'no database' } },
    ]);
    expect(JSON.stringify(app.log)).not.toContain(TOKEN);
  });

  it('when any page or form meets it, ends the same way, and the app lives on', async () => {
    const desk = invitationDesk();
    app = await runWebApp({ desk: { ...desk, accept: broken, decline: broken, stop: broken, askForNewLink: broken } });
    const browser = await openedBrowser(app);
    expect((await browser.submit('accept', { firstName: 'Grace', lastName: 'Hopper' })).status).toBe(500);
    expect((await browser.submit('decline')).status).toBe(500);
    expect((await browser.submit('stop', {}, `${PAGE}/stop`)).status).toBe(500);
    expect((await browser.get()).response.status).toBe(200);
    expect(app.log.length).toBe(3);
  });
});
