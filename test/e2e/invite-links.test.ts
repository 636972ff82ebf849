import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningDesk, startDesk } from '../slack/running-desk.ts';
import { takeAtOnce } from '../support/link-race.ts';
import { createVisitor, type Page } from '../support/visitor.ts';

let desk: RunningDesk;
let url: string;
beforeAll(async () => {
  desk = await startDesk({ env: { TRUST_PROXY: '1' } });
  await desk.query(`UPDATE organization SET invite_links = 'LEAST_ROLE'`);
  url = await newLink('example.net');
});
afterAll(() => desk.stop());
afterEach(() => {
  expect(desk.workspace.refusals).toEqual([]);
  expect(desk.logLines.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
});

/** Made in Slack, as an admin does. */
const newLink = async (domains: string | null, people = '50'): Promise<string> => {
  await desk.ada.types('/members link');
  const list = await desk.ada.modal({ title: 'Invite links', settled: true });
  await list.click('New link');
  const form = await desk.ada.modal({ title: 'New invite link', settled: true, after: list });
  await form.fill('Only for addresses at', domains);
  await form.fill('For how many people', people);
  await form.submit();
  const text = (await form.waitFor(/\/join\//)).text();
  await form.close();
  await list.close();
  return /https?:\/\/\S+\/join\/[\w-]+/.exec(text)?.[0] ?? '';
};

let hosts = 0;
const visitor = () => {
  hosts += 1;
  return createVisitor({ address: `198.51.${Math.floor(hosts / 250)}.${(hosts % 250) + 1}` });
};

/** How many codes were asked for each address: the newest is the one that counts. */
const askedFor = new Map<string, number>();

const ask = async (link: string, address: string): Promise<Page> => {
  const page = await (await visitor().open(link)).press('Mail me a code', { 'Your email address': address });
  if (page.heading === 'Look into your mail')
    askedFor.set(address.toLowerCase(), (askedFor.get(address.toLowerCase()) ?? 0) + 1);
  return page;
};

/** The code in the newest mail to an address. */
const codeOf = async (address: string): Promise<string> => {
  const mails = () =>
    desk.inbox.mails.filter(
      ({ recipients, subject }) =>
        subject?.startsWith('Your code') && recipients.some((one) => one.toLowerCase() === address.toLowerCase()),
    );
  await vi.waitFor(() => expect(mails()).toHaveLength(askedFor.get(address.toLowerCase()) ?? 0), { timeout: 30_000 });
  return /\b\d{6}\b/.exec(mails().at(-1)?.text ?? '')?.[0] ?? '';
};

const names = { 'First name': 'Grace', 'Last name': 'Hopper' };

const join = async (link: string, address: string): Promise<Page> => {
  const page = await ask(link, address);
  return page.press('Join', { 'Code from the mail': await codeOf(address), ...names });
};

const memberOf = (address: string) =>
  desk.query<{ role: string; status: string; first: string; invitedBy: string }>(
    `SELECT r.name AS role, m.status, a.first_name AS first, m.invited_by_id AS "invitedBy" FROM membership m
     JOIN account a ON a.id = m.account_id JOIN role r ON r.id = m.role_id WHERE a.email_key = $1`,
    [address],
  );

describe('an invite link', () => {
  it('says what it gives and for whom; a look, a HEAD and a prefetch change nothing', async () => {
    const page = await visitor().open(url);
    expect(page.heading).toBe('Join Example Org');
    expect(page.text).toMatch(/Role\n+Viewer[\s\S]*addresses at example\.net[\s\S]*Open until[\s\S]*\/members join/);
    for (const init of [{ method: 'HEAD' }, { headers: { 'sec-purpose': 'prefetch' } }]) {
      expect((await fetch(url, init)).status).toBe(200);
    }
    expect((await fetch(url, { method: 'PUT' })).status).toBe(405);
    expect(await desk.query('SELECT 1 FROM join_code')).toEqual([]);
    expect((await fetch(`${url}x`)).status).toBe(404);
  });

  it('lets whoever proves an address by the code in: a member with names, welcomed, counted and in the trail', async () => {
    const page = await ask(url, 'Grace@Example.net');
    expect(page.text).toContain('We have mailed a code to Grace@Example.net');
    const code = await codeOf('Grace@Example.net');
    // As a word of its own: the milliseconds of a line may well hold any six digits.
    expect(desk.logLines.join()).not.toMatch(new RegExp(`\\b${code}\\b`));
    const unnamed = await page.press('Join', { 'Code from the mail': code, 'First name': 'Grace' });
    expect(unnamed).toMatchObject({ status: 422, heading: 'Look into your mail' });
    expect(unnamed.text).toContain('Type your last name.');
    const typed = `${code.slice(0, 3)} ${code.slice(3)}`;
    const joined = await unnamed.press('Join', { 'Code from the mail': typed, ...names });
    expect(joined).toMatchObject({ status: 200, heading: 'Grace, you are in' });
    expect(await memberOf('grace@example.net')).toMatchObject([{ role: 'Viewer', status: 'ACTIVE', first: 'Grace' }]);
    // Sent twice: the same page, and nothing twice.
    const again = await page.press('Join', { 'Code from the mail': code, ...names });
    expect(again.heading).toBe('Grace, you are in');
    expect(await desk.query('SELECT uses FROM invite_link')).toEqual([{ uses: 1 }]);
    const trail = await desk.query<{ changed: Record<string, unknown> }>(
      `SELECT e.changed, e.actor_kind, e.via FROM audit_event e WHERE e.action = 'membership.join'`,
    );
    expect(trail).toMatchObject([{ actor_kind: 'INVITEE', via: 'web', changed: { proof: 'code' } }]);
    await vi.waitFor(() => expect(desk.inbox.mails.map(({ subject }) => subject)).toContain('You joined Example Org'), {
      timeout: 30_000,
    });
  });

  it('answers alike whoever has the address, and tells who is in already only to whoever has the code', async () => {
    const known = await ask(url, 'grace@example.net');
    const unknown = await ask(url, 'nobody@example.net');
    const plain = (page: Page) => page.text.replaceAll(/\w+@example\.net/g, '').replaceAll(/\d\d:\d\d/g, '');
    expect(plain(known)).toBe(plain(unknown));
    const code = await codeOf('grace@example.net');
    const page = await known.press('Join', { 'Code from the mail': code, ...names });
    expect(page).toMatchObject({ status: 200, heading: 'You are in already' });
    expect(await desk.query('SELECT uses FROM invite_link')).toEqual([{ uses: 1 }]);
  });

  it.each([
    ['not an address', 'Type your email address'],
    ['grace@example.org', 'This link is for addresses at example.net.'],
  ])('mails nothing to %s', async (address, says) => {
    const page = await ask(url, address);
    expect(page).toMatchObject({ status: 422, heading: 'Join Example Org' });
    expect(page.text).toContain(says);
    expect(page.$('#email').attr('value')).toBe(address);
  });

  it('ends a code after five wrong ones, and mails an address five an hour at most', async () => {
    let page = await ask(url, 'guess@example.net');
    const code = await codeOf('guess@example.net');
    const wrong = code === '000000' ? '000001' : '000000';
    for (const left of ['4 more tries', '3 more tries', '2 more tries', 'one more try']) {
      page = await page.press('Join', { 'Code from the mail': wrong, ...names });
      expect(page.text).toContain(left);
    }
    expect(await page.press('Join', { 'Code from the mail': wrong, ...names })).toMatchObject({
      heading: 'This code is over',
    });
    expect(await page.press('Join', { 'Code from the mail': code, ...names })).toMatchObject({ status: 410 });
    for (let n = 0; n < 4; n += 1) expect((await ask(url, 'guess@example.net')).status).toBe(200);
    const more = await ask(url, 'GUESS@example.net');
    expect(more).toMatchObject({ status: 429, heading: 'Join Example Org' });
    expect(more.text).toContain('Several codes went to this address within the hour.');
    expect(await memberOf('guess@example.net')).toEqual([]);
  });

  it('lets nobody back who was deactivated, nor past an invitation of their own', async () => {
    await desk.query(`UPDATE membership SET status = 'DEACTIVATED', ended_at = usher_now(), version = version + 1
      WHERE account_id = (SELECT id FROM account WHERE email_key = 'grace@example.net')`);
    expect(await join(url, 'grace@example.net')).toMatchObject({
      status: 403,
      heading: 'An admin has to bring you back',
    });
    await desk.query(
      `INSERT INTO invitation (id, organization_id, email, email_key, role_id, batch_id, expires_at)
       SELECT gen_random_uuid(), organization_id, 'own@example.net', 'own@example.net', id, gen_random_uuid(), usher_now() + interval '1 day'
       FROM role WHERE name = 'Member'`,
    );
    expect(await join(url, 'own@example.net')).toMatchObject({ heading: 'An invitation of your own waits for you' });
    // One that ran out holds nobody up, and is closed.
    await desk.query(`UPDATE invitation SET expires_at = usher_now() WHERE email_key = 'own@example.net'`);
    expect(await join(url, 'own@example.net')).toMatchObject({ heading: 'Grace, you are in' });
    expect(await desk.query(`SELECT status, status_cause FROM invitation`)).toEqual([
      { status: 'WITHDRAWN', status_cause: 'joined_by_link' },
    ]);
  });

  it('for 10 people, taken by 40 at once, lets 10 in', async () => {
    const wanted = await newLink(null, '10');
    // On to the page that says that they are in; or the one that says that the link is used up.
    expect(await takeAtOnce(desk, wanted, 40)).toEqual({ 303: 10, 410: 30 });
    const crowd = await desk.query(
      `SELECT m.id FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email LIKE 'crowd%' AND m.status = 'ACTIVE'`,
    );
    expect(crowd).toHaveLength(10);
    expect(await visitor().open(wanted)).toMatchObject({ status: 410, heading: 'This link is used up' });
    await desk.ada.types('/members link');
    const list = await desk.ada.modal({ title: 'Invite links', settled: true });
    expect(list.text()).toContain('10 of 10 people joined');
    await list.close();
  });

  it('that is off, out of order, ended or revoked says so, also to whoever holds a code', async () => {
    const page = await ask(url, 'late@example.net');
    const code = await codeOf('late@example.net');
    const typed = { 'Code from the mail': code, ...names };
    const says = async (heading: string, status: number) => {
      expect(await visitor().open(url)).toMatchObject({ heading, status });
      expect(await page.press('Join', typed)).toMatchObject({ heading, status });
    };
    await desk.query(`UPDATE organization SET invite_links = 'OFF'`);
    await says('This link is off at the moment', 403);
    await desk.query(`UPDATE organization SET invite_links = 'LEAST_ROLE', blocked_domains = '{example.net}'`);
    expect(await page.press('Join', typed)).toMatchObject({ heading: 'This address is not for this link' });
    await desk.query(`UPDATE organization SET blocked_domains = '{}'`);
    const madeBy = (email: string) =>
      desk.query(
        `UPDATE invite_link SET created_by_id = (SELECT m.id FROM membership m JOIN account a ON a.id = m.account_id
         WHERE a.email_key = $1)`,
        [email],
      );
    await madeBy('grace@example.net');
    await says('This link does not work at the moment', 403);
    await madeBy('ada@example.com');
    await desk.query(`UPDATE invite_link SET expires_at = usher_now() WHERE allowed_domains <> '{}'`);
    await says('This link has ended', 410);
    await desk.query(`UPDATE invite_link SET revoked_at = usher_now() WHERE allowed_domains <> '{}'`);
    await says('This link was revoked', 410);
    expect(
      (await fetch(url, { method: 'POST', body: new URLSearchParams({ email: 'late@example.net' }) })).status,
    ).toBe(410);
    expect(await memberOf('late@example.net')).toEqual([]);
  });
});
