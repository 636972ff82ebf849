import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { INVITATION_ID, TOKEN } from './invitation-desk.ts';
import { PAGE, type RunningWebApp, runWebApp } from './running-web-app.ts';

let app: RunningWebApp;
afterEach(() => app.close());

describe('a link from a mail', () => {
  it('when it is genuine, moves the token into a cookie of that invitation and goes on to the clean page', async () => {
    app = await runWebApp();
    const response = await app.request(`/i/${TOKEN}`);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(PAGE);
    const [cookie = ''] = response.headers.getSetCookie();
    const [pair, ...attributes] = cookie.split('; ');
    expect(pair).toBe(`usher_invitation_${INVITATION_ID}=${TOKEN}`);
    expect(attributes).toEqual(
      expect.arrayContaining(['HttpOnly', 'Secure', 'SameSite=Lax', `Path=${PAGE}`, 'Max-Age=3600']),
    );
  });

  it('when the deployment is plain http, sets the cookie without Secure', async () => {
    app = await runWebApp({ publicUrl: 'http://127.0.0.1:3000' });
    const response = await app.request(`/i/${TOKEN}`);
    expect(response.headers.getSetCookie()[0]).not.toContain('Secure');
  });

  it('when the deployment lives below a path, keeps to it', async () => {
    app = await runWebApp({ publicUrl: 'https://example.com/usher/' });
    const response = await app.request(`/i/${TOKEN}`);
    expect(response.headers.get('location')).toBe(`/usher${PAGE}`);
    expect(response.headers.getSetCookie()[0]).toContain(`Path=/usher${PAGE};`);
  });

  it('when it is asked by HEAD or GET, changes nothing', async () => {
    app = await runWebApp();
    const head = await app.request(`/i/${TOKEN}`, { method: 'HEAD' });
    expect(head.status).toBe(303);
    await app.request(`/i/${TOKEN}`);
    await app.request(`/i/${TOKEN}/stop`);
    expect(app.desk.writes).toEqual([]);
  });

  it('when it is wrong, answers alike whatever is wrong with it', async () => {
    app = await runWebApp();
    const wrong = [
      `${TOKEN.slice(0, -1)}A`,
      TOKEN.slice(0, 10),
      'x',
      '%ff',
      '%00',
      'a'.repeat(3000),
      '<script>',
      '..%2f..',
      `${TOKEN}/stopp`,
    ];
    const answers = await Promise.all(
      wrong.map(async (token) => {
        const response = await app.request(`/i/${token}`);
        return { status: response.status, cookies: response.headers.getSetCookie(), body: await response.text() };
      }),
    );
    const [first] = answers;
    expect(first).toMatchObject({ status: 404, cookies: [] });
    expect(first?.body).toContain('This link does not work');
    for (const answer of answers) expect(answer).toEqual(first);
  });

  it('when the Host header is forged, never repeats it', async () => {
    app = await runWebApp();
    const answer = await raw(
      app.port,
      `GET /i/${TOKEN} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toContain('303');
    expect(answer).not.toContain('evil.example');
  });

  it('when the address is malformed, answers and lives on', async () => {
    app = await runWebApp();
    for (const path of [
      '//',
      '///x',
      '/i/%ff',
      '/i/%E0%A4%A',
      '/invitations/%ff',
      '/i/',
      '/../..',
      'http://[',
      '/?%ff',
      '*',
    ]) {
      const answer = await raw(app.port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer, path).toMatch(/^HTTP\/1\.1 40[04] /);
    }
    expect((await app.request('/healthz')).status).toBe(200);
    expect(app.log).toEqual([]);
  });

  it('when another method is used, says 405 and changes nothing', async () => {
    app = await runWebApp();
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const response = await app.request(`/i/${TOKEN}`, { method });
      expect(response.status, method).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, HEAD');
    }
    expect((await app.request(PAGE, { method: 'DELETE' })).status).toBe(405);
    expect((await app.request(`${PAGE}/accept`, { method: 'PUT' })).status).toBe(405);
    expect(app.desk.writes).toEqual([]);
  });
});

describe('a mail program that unsubscribes by one click', () => {
  const stop = (body: string) =>
    app.request(`/i/${TOKEN}/stop`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });

  it('when it posts what RFC 8058 says, is obeyed without a cookie', async () => {
    app = await runWebApp();
    const response = await stop('List-Unsubscribe=One-Click');
    expect(response.status).toBe(200);
    expect(app.desk.writes.map(({ what }) => what)).toEqual(['stop']);
  });

  it('when it posts the other kind of a form, is obeyed too', async () => {
    app = await runWebApp();
    const body = new FormData();
    body.set('List-Unsubscribe', 'One-Click');
    const response = await app.request(`/i/${TOKEN}/stop`, { method: 'POST', body });
    expect([response.status, app.desk.writes.map(({ what }) => what)]).toEqual([200, ['stop']]);
    body.set('List-Unsubscribe', 'Two-Clicks');
    expect((await app.request(`/i/${TOKEN}/stop`, { method: 'POST', body })).status).toBe(404);
    expect(app.desk.writes).toHaveLength(1);
  });

  it('when it posts something else, changes nothing', async () => {
    app = await runWebApp();
    expect((await stop('')).status).toBe(404);
    expect((await stop('List-Unsubscribe=x')).status).toBe(404);
    expect(app.desk.writes).toEqual([]);
  });

  it('when the link is wrong, gets the one neutral page', async () => {
    app = await runWebApp();
    const response = await app.request('/i/wrong/stop', {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
    expect(response.status).toBe(404);
    expect(await response.text()).toBe(await (await app.request('/i/wrong')).text());
  });
});

/** What fetch would tidy up before sending: the bytes as they are. */
function raw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      answer += chunk;
    });
    socket.on('end', () => resolve(answer)).on('error', reject);
  });
}
