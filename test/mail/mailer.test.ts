import { describe, expect, it } from 'vitest';
import { createMailer } from '../../src/mail/mailer.ts';
import { aMail, log, logger, mailer, mailServer } from './running-mailer.ts';

describe('sending a mail', () => {
  it('when the server takes it, says so with its response, and the mail is what was asked for', async () => {
    const server = await mailServer();
    const outcome = await mailer({ url: server.url }).send(aMail());
    expect(outcome).toEqual({ kind: 'accepted', response: expect.stringContaining('queued as 1') });
    const [received] = server.received;
    expect(received?.recipients).toEqual(['grace@example.com']);
    expect(received?.mail).toMatchObject({
      from: { name: 'Ada Lovelace via Acme', address: 'usher@example.com' },
      to: [{ name: '', address: 'grace@example.com' }],
      replyTo: [{ address: 'ada@example.com' }],
      messageId: '<invitation-019a9c1e-g2@usher.example.com>',
      subject: 'Welcome to Acme',
      html: '<p>Hello</p>\n',
      text: 'Hello\n',
    });
    const headers = Object.fromEntries((received?.mail.headers ?? []).map(({ key, value }) => [key, value]));
    expect(headers['list-unsubscribe']).toBe(`<https://usher.example.com/i/${'x'.repeat(120)}/stop>`);
    expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    expect(headers['auto-submitted']).toBe('auto-generated');
    expect(headers['x-mailer']).toBeUndefined();
    expect(log).toEqual([]);
  });

  it('when names hold line breaks, commas and brackets, adds neither header nor recipient', async () => {
    const server = await mailServer();
    const nasty = 'a\r\nBcc: z@example.com, <evil@example.com>, "x" <script>=1+1\u202e';
    await mailer({ url: server.url }).send(aMail({ fromName: nasty, subject: nasty }));
    const [received] = server.received;
    expect(received?.recipients).toEqual(['grace@example.com']);
    expect(received?.mail.from).toEqual({
      name: 'a Bcc: z@example.com, <evil@example.com>, "x" <script>=1+1',
      address: 'usher@example.com',
    });
    expect(received?.mail.to).toEqual([{ name: '', address: 'grace@example.com' }]);
    expect(received?.mail.subject).toBe('a Bcc: z@example.com, <evil@example.com>, "x" <script>=1+1');
    expect(received?.mail.headers.map(({ key }) => key)).not.toContain('bcc');
  });

  it('when the address holds more than one, sends to none of them', async () => {
    const server = await mailServer();
    const send = mailer({ url: server.url }).send;
    for (const to of [
      'a@example.com, b@example.com',
      'a@example.com\r\nRCPT TO:<b@example.com>',
      'a@example.com> <b@example.com',
    ]) {
      expect((await send(aMail({ to }))).kind, to).toBe('rejected');
    }
    expect(server.received).toEqual([]);
  });

  it('when a name is very long, cuts it', async () => {
    const server = await mailServer();
    await mailer({ url: server.url }).send(aMail({ fromName: 'é'.repeat(5_000), subject: 'é'.repeat(5_000) }));
    const [received] = server.received;
    expect(received?.mail.from?.name).toBe(`${'é'.repeat(99)}…`);
    expect([...(received?.mail.subject ?? '')].length).toBe(160);
  });

  it('when many are sent at once, all arrive', async () => {
    const server = await mailServer();
    const send = mailer({ url: server.url }).send;
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, index) => send(aMail({ to: `p${index}@example.com` }))),
    );
    expect(outcomes.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(new Set(server.received.flatMap(({ recipients }) => recipients)).size).toBe(30);
  });

  it('when there is no mail server, says so instead of pretending', async () => {
    expect(await mailer({}).send(aMail())).toEqual({ kind: 'not_configured' });
    expect(await mailer({ url: '' }).verify()).toEqual({ kind: 'not_configured' });
  });
});

describe('the settings', () => {
  it('when the sender is no address, stop the start', () => {
    expect(() => createMailer({ from: 'Usher' }, logger)).toThrow('must be one address');
    expect(() => createMailer({ from: 'a@example.com, b@example.com' }, logger)).toThrow('must be one address');
  });

  it('when the server answers, verify says so and sends nothing', async () => {
    const server = await mailServer();
    expect(await mailer({ url: server.url }).verify()).toEqual({ kind: 'ready' });
    expect(server.received).toEqual([]);
  });
});
