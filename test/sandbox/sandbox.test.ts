import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Person } from '../support/workspace/person.ts';
import type { Exchange, Sight } from './sight.ts';
import { startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});

afterAll(() => sandbox.stop());

const member = (index: number): Person => {
  const found = sandbox.world.members[index];
  if (!found) throw new Error('There are too few members');
  return found;
};
const ada = (): Person => member(0);
const bruno = (): Person => member(2);

const sightOf = async (person: { readonly id: string }): Promise<Sight> =>
  (await (await fetch(`${sandbox.url}/api/sight?as=${person.id}`)).json()) as Sight;

/** With headers of one's own choice, the Host among them. */
const post = (deed: object, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const sent = request(
      `${sandbox.url}/api/deeds`,
      { method: 'POST', headers: { 'content-type': 'application/json', origin: sandbox.url, ...headers } },
      async (response) => {
        let body = '';
        for await (const chunk of response) body += String(chunk);
        resolve({ status: response.statusCode ?? 0, body });
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify(deed));
  });

const trafficOf = async (): Promise<Exchange[]> =>
  (await (await fetch(`${sandbox.url}/api/traffic`)).json()) as Exchange[];

describe('the sandbox', () => {
  it('serves its page, which may load and run nothing that is not its own', async () => {
    const page = await fetch(sandbox.url);
    expect(await page.text()).toContain('<script type="module" src="/page.js">');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    const script = await fetch(`${sandbox.url}/page.js`);
    expect(script.status).toBe(200);
    expect((await script.text()).length).toBeGreaterThan(10_000);
  });

  it('takes nothing from another site, nor under another name, and does nothing then', async () => {
    const deed = { do: 'type', as: ada().id, in: ada().direct, text: 'from elsewhere' };
    const { host } = new URL(sandbox.url);
    for (const headers of [{ origin: 'https://evil.example.com' }, { origin: 'null' }, { origin: '' }])
      expect((await post(deed, headers)).status).toBe(403);
    expect((await post(deed, { host: 'evil.example.com', origin: 'http://evil.example.com' })).status).toBe(403);
    expect((await post(deed, { host: host.replace('127.0.0.1', '0.0.0.0') })).status).toBe(403);
    expect(
      (await fetch(`${sandbox.url}/api/sight`, { headers: { origin: 'https://evil.example.com' } })).headers.get(
        'access-control-allow-origin',
      ),
    ).toBeNull();
    expect(JSON.stringify((await sightOf(ada())).messages)).not.toContain('from elsewhere');
  });

  it('opens the window of a command that was typed, and shows the error of a field under it', async () => {
    expect((await post({ do: 'type', as: ada().id, in: ada().direct, text: '/members invite' })).status).toBe(200);
    const form = await vi.waitFor(
      async () => {
        const [top] = (await sightOf(ada())).modals;
        expect(top?.title.text).toBe('Invite people');
        expect(top?.blocks.length).toBeGreaterThan(4);
        return top as Sight['modals'][number];
      },
      { timeout: 30_000, interval: 50 },
    );
    const field = form.blocks.find((block) => block.type === 'input' && block.label.text === 'Addresses');
    const [blockId, actionId] = [field?.block_id ?? '', field?.type === 'input' ? (field.element.action_id ?? '') : ''];
    const entered = { [blockId]: { [actionId]: { type: 'plain_text_input', value: 'no address at all' } } };
    expect((await post({ do: 'submit', as: ada().id, view: form.id, entered })).body).toBe('{}');
    const [refused] = (await sightOf(ada())).modals;
    expect(refused?.errors[blockId]).toMatch(/no address/);
    expect(refused?.values[blockId]?.[actionId]?.['value']).toBe('no address at all');
    const foreign = await post({ do: 'submit', as: bruno().id, view: form.id });
    expect(foreign.status).toBe(409);
    expect((await sightOf(bruno())).modals).toEqual([]);
    const traffic = await trafficOf();
    const command = traffic.find(({ what }) => what === 'command: /members invite');
    expect(command).toMatchObject({ by: ada().id, isFine: true, outcome: 'acknowledged, 200' });
    expect(command?.parts[0]?.text).toMatch(/^x-slack-signature: v0=[0-9a-f]{64}$/m);
    const opened = traffic.find(({ what }) => what === 'views.open');
    expect(opened?.parts.map(({ title }) => title)).toEqual(['Arguments', 'Answer of Slack']);
    expect(opened?.parts[0]?.text).toContain('"text": "Invite people"');
    expect(new Set(traffic.map(({ id }) => id)).size).toBe(traffic.length);
  });

  it('starts with members, invitations that wait or ran out, and mails; nobody sees what is not for them', async () => {
    const [hers, his] = [await sightOf(ada()), await sightOf(bruno())];
    expect(hers.people.filter(({ standing }) => /^(Admin|Member|Viewer)$/.test(standing))).toHaveLength(12);
    expect(JSON.stringify(hers.messages[hers.direct])).toMatch(/2 invited.*4 invited/s);
    expect(hers.mails.map(({ to }) => to)).toEqual(expect.arrayContaining(['otto@example.net', 'sami@example.org']));
    const cameAt = (address: string): number => hers.mails.find(({ to }) => to === address)?.at ?? 0;
    // By the clock of the sandbox, which was a day back when the first of them came.
    expect(cameAt('sami@example.org') - cameAt('otto@example.net')).toBeGreaterThan(25 * 60 * 60 * 1000);
    expect(hers.members).toBe(12);
    expect(hers.people.filter(({ toldAt }) => toldAt > 0).map(({ fullName }) => fullName)).toEqual(
      expect.arrayContaining(['Ada Example', 'Mira Newman']),
    );
    expect(hers.channels.map(({ name }) => name)).toContain('admins');
    expect(his.channels.map(({ name }) => name)).not.toContain('admins');
    expect(his.messages[hers.direct]).toBeUndefined();
    expect(sandbox.usher.workspace.refusals).toEqual([]);
    expect(sandbox.usher.workspace.warnings).toEqual([]);
  });
});
