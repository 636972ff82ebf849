import { createHmac } from 'node:crypto';
import { connect as openSocket, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changedTables, readContent } from './database-content.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';
import { withhold } from './withhold.ts';

let org: ExampleOrg;
let template: Record<string, unknown>;

beforeAll(async () => {
  // In Socket Mode nothing of this reaches us: no route is served there.
  org = await startExampleOrg({ slackMode: 'http' });
  await org.ada.types('/members');
  const desk = await org.ada.modal({ settled: true, title: 'Members' });
  ({ payload: template } = await withhold(org, () => desk.click('Invite')));
});

// A form whose fields are gone is nothing that Slack sends, and is told of as what went wrong here.
afterAll(() => org.close({ logged: /"what":"invite_modal"/ }));

const FORM = 'application/x-www-form-urlencoded';

type Sent = {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly type?: string | undefined;
  readonly stampOffsetSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly isSigned?: boolean;
};

/** As Slack would send it: the right signature over these very bytes, whatever they are. */
const headersOf = ({ body, type = FORM, stampOffsetSeconds = 0, headers = {}, isSigned = true }: Sent) => {
  const stamp = String(Math.floor(Date.now() / 1000) + stampOffsetSeconds);
  const mac = createHmac('sha256', org.connection.signingSecret).update(`v0:${stamp}:`).update(body).digest('hex');
  const signed = { 'x-slack-request-timestamp': stamp, 'x-slack-signature': `v0=${mac}` };
  return { ...(type !== '' && { 'content-type': type }), ...(isSigned && signed), ...headers };
};

const send = async (sent: Sent): Promise<{ status: number; text: string }> => {
  // A connection of its own each time: one whose body was not read to its end is closed, which the next request would find out too late.
  const headers = { ...headersOf(sent), connection: 'close' };
  const response = await fetch(org.connection.url, { method: 'POST', body: sent.body, headers });
  return { status: response.status, text: await response.text() };
};

const formOf = (payload: unknown): string => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

/** Does it, and holds that nothing of it is stored and that the next one is answered. */
const leavingNothing = async <T>(work: () => Promise<T>): Promise<T> => {
  const before = await readContent(org.query);
  const result = await work();
  expect(changedTables(before, await readContent(org.query))).toEqual([]);
  expect((await org.ada.types('/members help')).text).toMatch(/What you can type/);
  return result;
};

describe('a clock that is ten minutes off', () => {
  it.each([
    ['behind', 600],
    ['ahead', -600],
  ])(
    'when ours is %s, is refused, since such a stamp could be sent again for long',
    async (_what, stampOffsetSeconds) => {
      const { status } = await leavingNothing(() => send({ body: formOf(template), stampOffsetSeconds }));
      expect(status).toBe(401);
    },
  );

  it('when it is four minutes off, is not', async () => {
    for (const stampOffsetSeconds of [240, -240]) {
      expect((await send({ body: formOf(template), stampOffsetSeconds })).status).toBe(200);
    }
    await org.quiet();
  });
});

describe('a body that Slack would not send', () => {
  it.each<[string, () => Sent, number]>([
    ['of 4 MB', () => ({ body: formOf({ ...template, padding: 'x'.repeat(4 * 1024 * 1024) }) }), 413],
    ['of 4 MB that is not signed', () => ({ body: 'x'.repeat(4 * 1024 * 1024), isSigned: false }), 413],
    ['of JSON that goes deep', () => ({ body: `payload=${'['.repeat(200_000)}` }), 400],
    [
      'that is packed',
      () => ({ body: new Uint8Array(gzipSync(formOf(template))), headers: { 'content-encoding': 'gzip' } }),
      401,
    ],
    ['of another type', () => ({ body: formOf(template), type: 'text/plain' }), 400],
    ['without a type', () => ({ body: new TextEncoder().encode(formOf(template)), type: '' }), 400],
    ['of a form in many parts', () => ({ body: '--x\r\n\r\n--x--', type: 'multipart/form-data; boundary=x' }), 400],
    ['of half a character', () => ({ body: 'payload=%E0%A4%A', type: FORM }), 400],
  ])('%s is refused, and leaves nothing', async (_what, sent, expected) => {
    const { status } = await leavingNothing(() => send(sent()));
    expect(status).toBe(expected);
  });
});

describe('a payload that Usher does not know', () => {
  const person = () => ({ user: template['user'], team: template['team'], token: 't', api_app_id: 'A1' });
  const submission = (view: object) => ({
    ...person(),
    type: 'view_submission',
    view: { ...(template['view'] as object), state: { values: {} }, ...view },
  });
  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(template).filter(([name]) => !names.includes(name)));

  it('of a kind that Slack sends, is answered, changes nothing and shows nobody a warning', async () => {
    const [action = {}] = template['actions'] as object[];
    const payloads: Record<string, unknown> = {
      'another button': { ...template, actions: [{ ...action, action_id: 'launch_rocket' }] },
      'another form': submission({ callback_id: 'rocket_form' }),
      'a form without a name': submission({ callback_id: '' }),
      'a form whose fields are gone': submission({ callback_id: 'invite_modal' }),
      'another shortcut': { ...person(), type: 'shortcut', callback_id: 'launch', trigger_id: '1.2.a' },
      'another shortcut of a message': { ...person(), type: 'message_action', callback_id: 'launch', message: {} },
      'another menu': { ...person(), type: 'block_suggestion', action_id: 'rockets', value: '', block_id: 'b' },
    };
    await leavingNothing(async () => {
      for (const [what, payload] of Object.entries(payloads)) {
        expect((await send({ body: formOf(payload) })).status, what).toBe(200);
      }
    });
  });

  it('of no kind at all, is refused or let be at once, with one line in the log, and changes nothing', async () => {
    const nested = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    const deep = `{"type":"block_actions","user":{"id":"U1"},"actions":${'[{"a":'.repeat(5000)}1${'}]'.repeat(5000)}}`;
    const form = (payload: string): Sent => ({ body: `payload=${encodeURIComponent(payload)}` });
    const json = (body: string): Sent => ({ body, type: 'application/json' });
    const refused: readonly Sent[] = [
      ...['null', '[]', '7', 'true', '"a text"', ' {}', '', nested, deep].map(form),
      ...['null', '[]', '7', 'nothing', '', nested].map(json),
      ...[
        { ...template, actions: [] },
        { ...template, actions: [null] },
        without('user'),
        { ...template, user: null },
      ].map((payload) => ({ body: formOf(payload) })),
      ...[submission({ callback_id: 7 }), { ...submission({}), view: null }].map((payload) => ({
        body: formOf(payload),
      })),
      { body: 'command=%2Fmembers' },
      json('{"type":"event_callback"}'),
      json('{"type":"event_callback","event":null}'),
    ];
    const letBe: readonly Sent[] = [
      ...[{}, without('type'), { ...person(), type: 'rocket_launch' }, { type: '__proto__' }, { type: {} }].map(
        (payload) => ({ body: formOf(payload) }),
      ),
      ...['{}', '{"type":"app_rate_limited","team_id":"T1"}'].map(json),
      { body: '' },
      { body: 'payload={}&payload={}' },
    ];
    await leavingNothing(async () => {
      for (const [expected, bodies] of [[400, refused] as const, [200, letBe] as const]) {
        for (const sent of bodies) {
          const said = org.logLines.length;
          const what = String(sent.body).slice(0, 80);
          // What nobody answers, Bolt answers by 404 after three seconds, or never.
          expect(await send(sent), what).toMatchObject({ status: expected, text: '' });
          expect(org.logLines.slice(said), what).toHaveLength(1);
        }
      }
      expect((await send({ ...form('null'), isSigned: false })).status).toBe(401);
    });
  });
});

describe('HTTP that is none of Slack', () => {
  const { hostname, port } = { hostname: '127.0.0.1', port: () => Number(new URL(org.connection.url).port) };

  /** Everything that is answered until the other side closes. */
  const raw = (write: (socket: Socket) => void): Promise<string> =>
    new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      const socket = openSocket(port(), hostname, () => write(socket));
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.on('error', reject);
      socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    });

  it('by methods that nobody uses there, finds nothing', async () => {
    await leavingNothing(async () => {
      for (const method of ['PATCH', 'HEAD', 'PROPFIND']) {
        expect((await fetch(org.connection.url, { method })).status, method).toBe(404);
      }
    });
  });

  it('in a row on one connection, has each answered in its turn', async () => {
    const body = new URLSearchParams({ payload: JSON.stringify({ type: 'nothing' }) }).toString();
    const lines = Object.entries(headersOf({ body, isSigned: false })).map(([name, value]) => `${name}: ${value}\r\n`);
    const post = `POST /slack/events HTTP/1.1\r\nhost: a\r\ncontent-length: ${body.length}\r\n${lines.join('')}\r\n${body}`;
    const last = 'GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n';
    const answers = await raw((socket) => socket.write(`${post}${post}${last}`));
    expect([...answers.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['401', '401', '200']);
  });

  it('with more headers than anybody needs, is cut off', async () => {
    const flood = Array.from({ length: 400 }, (_, index) => `x-flood-${index}: ${'y'.repeat(60)}\r\n`).join('');
    const answer = await raw((socket) => socket.write(`POST /slack/events HTTP/1.1\r\nhost: a\r\n${flood}\r\n`));
    expect(answer).toMatch(/^HTTP\/1\.1 431/);
  });

  it('with two lengths, or lengths that lie, is cut off', async () => {
    for (const lengths of [
      'content-length: 4\r\ncontent-length: 5\r\n',
      'content-length: 4\r\ntransfer-encoding: chunked\r\n',
    ]) {
      const answer = await raw((socket) =>
        socket.write(`POST /slack/events HTTP/1.1\r\nhost: a\r\n${lengths}\r\nabcd`),
      );
      expect(answer).toMatch(/^HTTP\/1\.1 400/);
    }
    expect((await org.ada.types('/members help')).text).toMatch(/What you can type/);
  });
});
