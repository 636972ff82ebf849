import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { load } from 'cheerio';
import { pino } from 'pino';
import type { JoinPages } from '../../src/web/join-pages.ts';
import { createWebApp, type WebAppInput } from '../../src/web/web-app.ts';
import { type Desk, INVITATION_ID, invitationDesk, TOKEN } from './invitation-desk.ts';

/** As with a link that is none of ours. */
const nobodyJoins: JoinPages = {
  view: async () => ({ state: 'unknown' }),
  ask: async () => ({ refusal: { kind: 'invite_link_unknown' } }),
  viewCode: async () => ({ state: 'unknown' }),
  join: async () => ({ kind: 'invite_link_unknown' }),
};

export const PAGE = `/invitations/${INVITATION_ID}`;

/** The app on a loopback port. `log` collects what was logged, one record a line. */
export async function runWebApp(overrides: Partial<WebAppInput> & { desk?: Desk } = {}) {
  const desk = overrides.desk ?? invitationDesk();
  const log: Record<string, unknown>[] = [];
  const logger = pino({ level: 'info' }, { write: (line) => void log.push(JSON.parse(line)) });
  const app = createWebApp({
    service: desk,
    joins: nobodyJoins,
    publicUrl: 'https://usher.example.com',
    trustProxy: false,
    log: logger,
    health: async () => ({ ready: true }),
    limitPerMinute: 1_000,
    ...overrides,
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const request = (path: string, init: RequestInit = {}) => fetch(origin + path, { redirect: 'manual', ...init });
  return {
    desk,
    log,
    port,
    request,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export type RunningWebApp = Awaited<ReturnType<typeof runWebApp>>;

/** A browser that has opened the link: it holds the cookie and fills in forms as they stand on the page. */
export async function openedBrowser({ request }: RunningWebApp, token = TOKEN) {
  const opened = await request(`/i/${token}`);
  const cookie = (opened.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  const get = async (path = PAGE, headers: Record<string, string> = {}) => {
    const response = await request(path, { headers: { cookie, ...headers } });
    return { response, page: load(await response.text()) };
  };
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    request(path, { method: 'POST', headers: { cookie, ...headers }, body: new URLSearchParams(fields) });
  /** Reads `page` and sends its form for `act`, with `fields` typed in. */
  const submit = async (act: string, fields: Record<string, string> = {}, page = PAGE) => {
    const form = (await get(page)).page(`form[action$="/${act}"]`);
    const hidden = String(form.find('input[name=form]').attr('value') ?? '');
    return post(String(form.attr('action')), { form: hidden, ...fields });
  };
  return { cookie, get, post, submit };
}
