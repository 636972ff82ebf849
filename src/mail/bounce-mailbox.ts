import type { ImapFlow, ImapFlowOptions } from 'imapflow';
import type { Logger } from 'pino';
import type { BounceMailbox } from '../ports/bounces.ts';
import { readBounce } from './read-bounce.ts';

// The report stands before the mail that came back, and our Message-ID in the first lines of that. However large a mail is, no more is
// fetched: of this much the worst that somebody could send is read in a fraction of a second.
const FETCHED_BYTES = 128 * 1024;
// More than come in a minute; what is left is read in the next.
const MAILS_AT_ONCE = 200;

export type BounceMailboxSettings = {
  /** `imaps://user:password@host:993/FOLDER`, credentials percent-encoded; without a folder INBOX. */
  readonly url: string;
};

/** By IMAP. Each mail is marked as read after what it says was noted, so one that was read while the process died is read again. */
export const createBounceMailbox = ({ url }: BounceMailboxSettings, log: Logger): BounceMailbox => ({
  collect: async (note) => {
    const { folder, ...server } = readAddress(url);
    const client = await createImapClient(server);
    // A line that breaks makes the command under way fail; nothing more is to be done about it here.
    client.on('error', (error) => log.debug({ err: error }, 'The connection to the mailbox for returned mail broke.'));
    await client.connect();
    try {
      const lock = await client.getMailboxLock(folder);
      try {
        await collectUnread(client, note, log);
      } finally {
        lock.release();
      }
    } finally {
      await client.logout().catch(() => client.close());
    }
  },
});

/** The library is loaded by those who have a mailbox: it is an eighth of what a start takes, and most have none. */
export const createImapClient = async (options: ImapFlowOptions): Promise<ImapFlow> => {
  const { ImapFlow } = await import('imapflow');
  return new ImapFlow({ ...quiet, ...options });
};

const quiet = {
  // It would log addresses and, at its lowest level, what is sent.
  logger: false,
  disableAutoIdle: true,
  connectionTimeout: 15_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
} as const;

type Note = Parameters<BounceMailbox['collect']>[0];

const collectUnread = async (client: ImapFlow, note: Note, log: Logger): Promise<void> => {
  const unread = (await client.search({ seen: false }, { uid: true })) || [];
  let reports = 0;
  const mails = unread.slice(0, MAILS_AT_ONCE);
  for (const uid of mails.map(String)) {
    const source = { start: 0, maxLength: FETCHED_BYTES };
    const mail = (await client.fetchOne(uid, { source }, { uid: true })) || undefined;
    // One that cannot be read counts as read: it would stand in the way of all that come after it.
    const report = mail?.source ? await readBounce(mail.source) : null;
    if (report) {
      await note(report);
      reports += 1;
    }
    await client.messageFlagsAdd(uid, ['\\Seen'], { uid: true });
  }
  if (mails.length > 0) log.info({ mails: mails.length, reports }, 'The mailbox for returned mail was read.');
};

const loopback = /^(localhost|127\.|\[?::1)/;

export const readAddress = (url: string) => {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  const secure = protocol === 'imaps:';
  return {
    host: hostname,
    port: Number(port) || (secure ? 993 : 143),
    secure,
    // A password never travels in the open: without TLS from the start it has to begin before the sign-in.
    ...(!secure && !loopback.test(hostname) && { doSTARTTLS: true }),
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    folder: decodeURIComponent(pathname.slice(1)) || 'INBOX',
  };
};
