import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBounce } from '../../src/mail/read-bounce.ts';

const read = (name: string): string =>
  readFileSync(new URL(`../fixtures/bounces/${name}.eml`, import.meta.url), 'utf8').replaceAll(/\r?\n/g, '\r\n');
const report = (source: string) => readBounce(Buffer.from(source));

const link = { invitationId: '019a9c1e-7b1d-7c3a-9a53-0d6e6f1c2b3a', generation: 2, reminder: null };

const head = 'Content-Type: message/delivery-status\r\n';
const nested = (depth: number): string =>
  Array.from({ length: depth }, (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\n`).join(
    '',
  );

describe('readBounce', () => {
  it.each([
    ['postfix', { link, action: 'failed', status: '5.1.1' }],
    ['postfix-delayed', { link, action: 'delayed', status: '4.4.1' }],
    ['exchange', { link, action: 'failed', status: '5.1.10' }],
    ['gmail', { link: { ...link, reminder: 1 }, action: 'failed', status: '5.2.2' }],
    ['exim', { link, action: 'failed', status: '5.7.1' }],
    ['qmail', { link, action: 'failed', status: '5.1.1' }],
  ])('when it is a report as %s writes it, tells which mail came back and why', async (name, expected) => {
    expect(await report(read(name))).toEqual(expected);
    // As some servers store it.
    expect(await report(read(name).replaceAll('\r\n', '\n'))).toEqual(expected);
  });

  it.each(['out-of-office', 'of-somebody-else', 'delivered'])(
    'when it is %s, it is no report of ours',
    async (name) => {
      expect(await report(read(name))).toBeNull();
    },
  );

  it('when the report has no action and a status for good, it has failed', async () => {
    expect(await report(read('postfix').replace('Action: failed\r\n', ''))).toMatchObject({ action: 'failed' });
    expect(await report(read('postfix').replace('Action: failed\r\nStatus: 5.1.1\r\n', ''))).toBeNull();
  });

  it('when the mail that came back is cut off in the middle, is read all the same', async () => {
    const source = read('postfix');
    const cut = source.slice(0, source.indexOf('Subject: Welcome'));
    expect(await report(cut)).toEqual({ link, action: 'failed', status: '5.1.1' });
  });

  it('when our Message-ID is only quoted in the mail that came back, it is not ours', async () => {
    const quoting = read('of-somebody-else').replace(
      'Subject: Lunch',
      `Subject: <invitation-${link.invitationId}-g2@x>`,
    );
    expect(await report(quoting)).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['noise', Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * 7919) % 256)).toString('latin1')],
    ['a thousand parts in each other', nested(1000)],
    ['headers without end', `X-Long: ${'a'.repeat(130_000)}`],
    ['fields without end', `${head}\r\n${'Status: 5.1.1\r\n\r\n'.repeat(8_000)}`],
    ['one line without end', `${head}\r\n${'Action: failed '.repeat(8_000)}`],
  ])('when it is %s, is harmless and quick', async (_what, source) => {
    const began = performance.now();
    expect(await report(source)).toBeNull();
    // Far from what it takes, and far from what would hold anybody up.
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
