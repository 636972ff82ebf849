import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { pino } from 'pino';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach } from 'vitest';
import { createMailer, type Mailer, type MailerSettings, type OutgoingMail } from '../../src/mail/mailer.ts';
import { type MailServer, startMailServer } from './mail-server.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** What the mailer of the running test logged. */
export const log: Record<string, unknown>[] = [];
export const logger = pino({}, { write: (line) => void log.push(JSON.parse(line)) });

export const aMail = (overrides: Partial<OutgoingMail> = {}): OutgoingMail => ({
  to: 'grace@example.com',
  fromName: 'Ada Lovelace via Acme',
  replyTo: 'ada@example.com',
  messageId: '<invitation-019a9c1e-g2@usher.example.com>',
  subject: 'Welcome to Acme',
  html: '<p>Hello</p>',
  text: 'Hello',
  unsubscribeUrl: `https://usher.example.com/i/${'x'.repeat(120)}/stop`,
  ...overrides,
});

/** Long enough for a busy machine: what is about slowness shortens one of them. */
export const patience = { connect: 30_000, greeting: 30_000, socket: 30_000, total: 60_000 };

/** A mailer that is closed after the test. */
export function mailer(settings: Partial<MailerSettings>): Mailer {
  log.length = 0;
  const timeouts = patience;
  const created = createMailer({ from: 'Usher <usher@example.com>', timeouts, ...settings }, logger);
  closers.push(() => created.close({ force: true }));
  return created;
}

export async function mailServer(options?: SMTPServerOptions): Promise<MailServer> {
  const server = await startMailServer(options);
  closers.push(server.close);
  return server;
}

/** Takes connections and says `words`, once, or nothing at all. */
export async function oddServer(words?: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    if (words) socket.write(words);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.close());
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
