import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

const SECRET = 'a-secret-for-returned-mail-0123456789';

let org: ExampleOrg;

beforeAll(async () => {
  org = await startExampleOrg({ env: { BOUNCE_WEBHOOK_SECRET: SECRET } });
});

afterAll(() => org.close());

/** What `pending` says once it says this. */
const pendingSays = (words: RegExp): Promise<string> =>
  vi.waitFor(
    async () => {
      const text = (await org.pending()).text();
      expect(text).toMatch(words);
      return text;
    },
    { timeout: 30_000, interval: 100 },
  );

describe('a mail server that is down', () => {
  it('shows as "not delivered yet, retrying", and as delivered once it is up again', async () => {
    await org.inbox.close();
    const result = await org.invite('down@example.net');
    expect(result.text()).toMatch(/Invited 1/);
    const text = await pendingSays(/not delivered yet, retrying: mail server unreachable/);
    expect(text).toMatch(/Not delivered 1[\s\S]*down@example\.net/);
    await org.ada.waitForMessage(/down@example\.net: not delivered yet, retrying/);

    await org.inbox.reopen();
    await org.retryNow();

    await org.inbox.waitForMail('down@example.net');
    expect(await pendingSays(/Waiting 1[\s\S]*down@example\.net[\s\S]*sent by mail/)).not.toMatch(/Not delivered/);
    await org.ada.waitForMessage(/down@example\.net: sent by mail .*, waiting/);
    await org.quiet();
    expect(org.inbox.mailsTo('down@example.net')).toHaveLength(1);
  });

  it('waits for one that says "later"', async () => {
    org.inbox.refuse({ code: 451, text: 'Greylisted, come back' });
    await org.invite('later@example.net');
    await pendingSays(/later@example\.net[\s\S]*not delivered yet, retrying: the mail server asked to try later/);
    org.inbox.refuse(undefined);
    await org.retryNow();
    await org.inbox.waitForMail('later@example.net');
    await org.quiet();
  });

  it('gives the link that was made, with the life that was promised, however late it arrives', async () => {
    await org.inbox.close();
    await org.invite('Late Example <late@example.net>');
    await pendingSays(/late@example\.net[\s\S]*retrying/);
    await org.inbox.reopen();
    await org.retryNow();
    const page = await org.visitor().open(await org.linkOf('late@example.net'));
    expect((await page.press('Accept and join')).heading).toBe('Late, you are in');
  });
});

describe('an address that the mail server refuses', () => {
  it('shows as not delivered, with the cause and what to do, and is not tried again', async () => {
    org.inbox.refuse({ code: 550, text: 'No such user here' });
    await org.invite('nobody@example.net');
    await pendingSays(
      /Not delivered 1[\s\S]*nobody@example\.net[\s\S]*not delivered: the mail server refused this address\. Check it/,
    );
    await org.ada.waitForMessage(
      /1 invited: 1 not delivered[\s\S]*nobody@example\.net: not delivered: the mail server refused/,
    );
    await org.quiet();
    const jobs = await org.query('SELECT 1 FROM graphile_worker._private_jobs');
    expect(jobs).toEqual([]);
  });

  it('is delivered by a new link once the address takes mail', async () => {
    org.inbox.refuse(undefined);
    const pending = await org.pending();
    await pending.click('Reinvite', { row: 'nobody@example.net' });
    await org.inbox.waitForMail('nobody@example.net');
    await org.quiet();
    expect((await org.pending()).text()).toMatch(/nobody@example\.net[\s\S]*2 links so far[\s\S]*sent by mail/);
  });
});

describe('a mail that comes back', () => {
  it('shows as not delivered, with what helps in front, and can be sent to another address', async () => {
    await org.invite('typo@example.net');
    const { headerLines } = await org.inbox.waitForMail('typo@example.net');
    await pendingSays(/typo@example\.net[\s\S]*sent by mail/);
    const messageId = headerLines.find(({ key }) => key === 'message-id')?.line.split(/:\s*/)[1];
    const body = JSON.stringify({ messageId, status: '5.1.1' });
    const now = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', SECRET).update(`${now}.${body}`).digest('hex');
    const headers = { 'usher-timestamp': now, 'usher-signature': signature };
    const { status } = await fetch(`${org.publicUrl}/bounces`, { method: 'POST', body, headers });
    expect(status).toBe(204);
    await org.ada.waitForMessage(/typo@example\.net: not delivered: the mail server refused this address/);
    const pending = await org.pending();
    expect(pending.text()).toMatch(/Not delivered 1[\s\S]*typo@example\.net[\s\S]*came back by mail/);
    await pending.click('Another address', { row: 'typo@example.net' });
    const form = await org.ada.modal({ settled: true, title: 'Another address' });
    await form.fill('New address', 'right@example.net');
    await form.submit();
    await org.inbox.waitForMail('right@example.net');
    await org.quiet();
  });
});

describe('a colleague whom Slack cannot reach', () => {
  it('gets the mail instead of the card', async () => {
    org.workspace.setMessagesTab(false);
    const hedy = org.workspace.person({ firstName: 'Hedy', lastName: 'Sample' });
    await org.invite('', { people: [hedy] });
    const mail = await org.inbox.waitForMail(hedy.email);
    expect(mail.subject).toBe('Welcome to Example Org');
    org.workspace.setMessagesTab(true);
    await pendingSays(/Hedy Sample[\s\S]*sent by mail/);
    await org.quiet();
  });
});
