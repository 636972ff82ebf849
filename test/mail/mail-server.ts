import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

type ReceivedMail = { readonly raw: string; readonly recipients: readonly string[]; readonly mail: Email };

/** An SMTP error as smtp-server wants it: what a hook calls back with. */
export const reply = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/** A mail server on a loopback port. It keeps what it takes; `options` make it refuse. */
export async function startMailServer(options: SMTPServerOptions = {}) {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    // Else it greets only once somebody's name server has said who the client is, or has not.
    disableReverseLookup: true,
    logger: false,
    onData: async (stream, session, callback) => {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const raw = Buffer.concat(chunks).toString();
      received.push({
        raw,
        recipients: session.envelope.rcptTo.map(({ address }) => address),
        mail: await PostalMime.parse(raw),
      });
      callback(null, 'queued as 1');
    },
    ...options,
  });
  // Clients that hang up in the middle are what these tests are about.
  server.on('error', () => {});
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  return {
    received,
    port,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;
