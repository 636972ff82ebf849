import type { SMTPServerOptions } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { failureOutcome } from '../../src/mail/mail-outcome.ts';
import type { MailerSettings } from '../../src/mail/mailer.ts';
import { CLOSED_PORT } from '../support/free-port.ts';
import { reply } from './mail-server.ts';
import { aMail, log, mailer, mailServer, oddServer, patience } from './running-mailer.ts';

describe('a mail that is not taken', () => {
  const refusedAt = (command: string, responseCode: number, words: string) => {
    const response = `${responseCode} ${words}`;
    return failureOutcome({ command, responseCode, response, permanent: responseCode >= 500, message: response });
  };
  const sendTo = async (options: SMTPServerOptions, settings: Partial<MailerSettings> = {}) => {
    const server = await mailServer(options);
    return mailer({ url: server.url, ...settings }).send(aMail());
  };
  const onRcptTo = (code: number, words: string): SMTPServerOptions => ({
    onRcptTo: (_address, _session, callback) => callback(reply(code, words)),
  });

  it('when the address is unknown for good, is rejected with the words of the server', async () => {
    const outcome = await sendTo(onRcptTo(550, '5.1.1 No such mailbox'));
    expect(outcome).toEqual({
      kind: 'rejected',
      permanent: true,
      cause: '550 5.1.1 No such mailbox',
      fault: 'mail_refused',
    });
    expect(log).toMatchObject([{ level: 40, responseCode: 550, command: 'RCPT TO' }]);
  });

  it('when the server refuses the content for good, is rejected', async () => {
    const outcome = await sendTo({
      onData: (stream, _session, callback) => {
        stream.resume();
        stream.on('end', () => callback(reply(554, '5.7.1 Looks like spam')));
      },
    });
    expect(outcome).toMatchObject({ kind: 'rejected', cause: '554 5.7.1 Looks like spam', fault: 'mail_blocked' });
  });

  it('when the server says later, is deferred', async () => {
    const outcome = await sendTo(onRcptTo(450, '4.2.0 Greylisted'));
    expect(outcome).toEqual({ kind: 'deferred', cause: '450 4.2.0 Greylisted', needsOperator: false, answered: true });
  });

  it('when the server refuses to relay for us, blames no address and calls the operator', async () => {
    const outcome = await sendTo(onRcptTo(554, '5.7.1 Relay access denied'));
    expect(outcome).toMatchObject({ kind: 'deferred', needsOperator: true });
    expect(log).toMatchObject([{ level: 50, msg: expect.stringContaining('SMTP_URL') }]);
  });

  it('when our domain fails the checks of the receiver, blames no address and calls the operator', async () => {
    const outcome = await sendTo({
      onData: (stream, _session, callback) => {
        stream.resume();
        stream.on('end', () => callback(reply(550, '5.7.26 The sender is unauthenticated')));
      },
    });
    expect(outcome).toMatchObject({ kind: 'deferred', needsOperator: true });
  });

  it('when our sender is refused, blames no address and calls the operator', async () => {
    const outcome = await sendTo({
      onMailFrom: (_address, _session, callback) => callback(reply(550, 'Sender not allowed')),
    });
    expect(outcome).toEqual({ kind: 'deferred', cause: '550 Sender not allowed', needsOperator: true, answered: true });
  });

  it('when our sign-in is refused, blames no address and calls the operator', async () => {
    const server = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, callback) => callback(reply(535, 'Bad credentials')),
    });
    const url = server.url.replace('smtp://', 'smtp://user:wrong@');
    const both = mailer({ url });
    expect(await both.send(aMail())).toMatchObject({
      kind: 'deferred',
      needsOperator: true,
      cause: expect.stringContaining('535'),
    });
    expect(await both.verify()).toMatchObject({ kind: 'deferred', needsOperator: true });
    expect(JSON.stringify(log)).not.toContain('wrong');
  });

  it('when sign-in is required and we have none, blames no address and calls the operator', async () => {
    expect(await sendTo({ authOptional: false })).toMatchObject({ kind: 'deferred', needsOperator: true });
  });

  it('when TLS can not be agreed on, calls the operator', async () => {
    const cause = expect.stringContaining('on TLS (CERT_HAS_EXPIRED)');
    expect(await sendTo({ disabledCommands: [] })).toEqual({
      kind: 'deferred',
      cause,
      needsOperator: true,
      answered: false,
    });
    const plain = await mailServer();
    const outcome = await mailer({ url: plain.url.replace('smtp:', 'smtps:') }).send(aMail());
    expect(outcome).toMatchObject({ kind: 'deferred', needsOperator: true });
  });

  it('when nobody listens, is deferred', async () => {
    const outcome = await mailer({ url: `smtp://127.0.0.1:${CLOSED_PORT}` }).send(aMail());
    expect(outcome).toEqual({
      kind: 'deferred',
      cause: 'the mail server refused the connection (ECONNREFUSED)',
      needsOperator: false,
      answered: false,
    });
  });

  it('when the server never greets, is deferred in time', async () => {
    const outcome = await mailer({ url: await oddServer(), timeouts: { ...patience, greeting: 400 } }).send(aMail());
    expect(outcome).toMatchObject({ kind: 'deferred', cause: expect.stringContaining('did not greet in time') });
  });

  it('when the server falls silent, is deferred in time', async () => {
    const timeouts = { ...patience, socket: 900 };
    const outcome = await mailer({ url: await oddServer('220 hello\r\n'), timeouts }).send(aMail());
    expect(outcome).toMatchObject({ kind: 'deferred', cause: 'the mail server stopped answering' });
  });

  it('when the server hangs over the message, gives up after the whole time', async () => {
    const timeouts = { ...patience, total: 600 };
    const outcome = await sendTo({ onData: (stream) => void stream.resume() }, { timeouts });
    expect(outcome).toEqual({
      kind: 'deferred',
      cause: 'the mail server took too long',
      needsOperator: false,
      answered: false,
    });
  });

  it.each([
    [452, '4.2.2 Mailbox full'],
    [452, 'Insufficient storage'],
    [552, '5.2.2 Over quota'],
    [552, 'Requested mail action aborted: exceeded storage allocation'],
    [554, '5.2.2 Mailbox full'],
    [550, 'The mailbox of this user is full'],
  ])('when %s %s tells of a full mailbox, is deferred as such: there may be room tomorrow', (responseCode, words) => {
    expect(refusedAt('RCPT TO', responseCode, words)).toMatchObject({ kind: 'deferred', isMailboxFull: true });
    expect(refusedAt('MAIL FROM', responseCode, words)).not.toHaveProperty('isMailboxFull');
  });

  it.each([
    [552, '5.3.4 Message too big', 'mail_refused'],
    [550, '5.1.10 Recipient not found', 'mail_refused'],
    [550, '5.4.1 Recipient address rejected: Access denied', 'mail_refused'],
    [550, '5.4.4 Host not found', 'mail_undeliverable'],
    [550, '5.7.1 Blocked', 'mail_blocked'],
    [554, 'Your reputation is too low', 'mail_blocked'],
    [550, 'No such user here', 'mail_refused'],
  ])('when %s %s is for good, says why in a word of ours', (responseCode, words, fault) => {
    expect(refusedAt('DATA', responseCode, words)).toMatchObject({ kind: 'rejected', fault });
  });

  it.each([
    [451, '4.7.1 Greylisted, try again in 5 minutes'],
    [452, '4.5.3 Too many recipients'],
    [421, 'Service not available'],
  ])('when %s %s is for now, is deferred, and no mailbox is called full', (responseCode, words) => {
    const outcome = refusedAt('RCPT TO', responseCode, words);
    expect(outcome).toMatchObject({ kind: 'deferred', needsOperator: false });
    expect(outcome).not.toHaveProperty('isMailboxFull');
  });

  it('when the name of the server can not be looked up, is deferred', () => {
    const failure = { code: 'EDNS', originalCode: 'ENOTFOUND', command: 'CONN', message: 'getaddrinfo ENOTFOUND x' };
    const cause = 'the name of the mail server could not be looked up (ENOTFOUND)';
    expect(failureOutcome(failure)).toEqual({ kind: 'deferred', cause, needsOperator: false, answered: false });
  });

  it('when it fails, the log holds no address', async () => {
    await sendTo(onRcptTo(550, '5.1.1 <grace@example.com> unknown'));
    expect(JSON.stringify(log)).not.toContain('grace');
  });
});
