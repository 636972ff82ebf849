import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { v7 as uuidv7 } from 'uuid';
import { freePort } from './free-port.ts';
import { latency } from './latency.ts';

/** A mail as it came over SMTP, with the addresses of its envelope. */
export type ReceivedMail = Email & {
  readonly id: string;
  readonly recipients: readonly string[];
  /** When it came, in milliseconds, by the clock of whoever started the inbox. */
  readonly at: number;
  /** The links of its text part. */
  readonly links: readonly string[];
  /** As it came, headers and all. */
  readonly raw: string;
};

/** A real SMTP server on loopback, and what it was given. */
export type Inbox = {
  /** For SMTP_URL. */
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  readonly mailsTo: (address: string) => ReceivedMail[];
  /** The newest mail to an address; waits for it. */
  readonly waitForMail: (
    address: string,
    options?: { subject?: string | RegExp; timeoutMs?: number },
  ) => Promise<ReceivedMail>;
  /** Answers every recipient from now on with this reply, or each so-manieth until it did so often; undefined takes them again. */
  readonly refuse: (
    reply: { code: number; text: string } | undefined,
    which?: { every: number; times: number },
  ) => void;
  /** From now on a mail is taken and nothing is said of it; or, `lost`, not even taken. Undefined: as before. */
  readonly hang: (how: 'taken' | 'lost' | undefined) => void;
  /** The next mail is taken, and answered when this lets it go. */
  readonly hold: () => () => void;
  /** How many mails are being waited for an answer to. */
  readonly hanging: () => number;
  /** Nobody answers the port any more. */
  readonly close: () => Promise<void>;
  /** Takes mails again on the same port. */
  readonly reopen: () => Promise<void>;
};

export const startInbox = async (now: () => number = Date.now): Promise<Inbox> => {
  const mails: ReceivedMail[] = [];
  let refusal: { code: number; text: string } | undefined;
  let [refusesEvery, refusesTimes, asked] = [1, Number.POSITIVE_INFINITY, 0];
  const refusalNow = () => {
    asked += 1;
    if (!refusal || refusesTimes === 0 || asked % refusesEvery !== 0) return undefined;
    refusesTimes -= 1;
    return Object.assign(new Error(refusal.text), { responseCode: refusal.code });
  };
  let silence: 'taken' | 'lost' | undefined;
  let hanging = 0;
  let held: Promise<void> | undefined;
  const open = (port: number): Promise<SMTPServer> => {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      // Whoever is connected when it closes is cut off, as by a server that goes down.
      closeTimeout: 50,
      onRcptTo: (_address, _session, done) => done(refusalNow()),
      onData: (stream, session, done) => {
        void receive(
          stream,
          session.envelope.rcptTo.map(({ address }) => address),
          now(),
        ).then(async (mail) => {
          await latency();
          if (silence !== 'lost') mails.push(mail);
          if (silence) hanging += 1;
          else
            void takeHeld()
              .then(latency)
              .then(() => done());
        }, done);
      },
    });
    return new Promise((resolve, reject) => {
      server.on('error', reject);
      server.listen(port, '127.0.0.1', () => resolve(server));
    });
  };
  const takeHeld = async (): Promise<void> => {
    const waits = held;
    held = undefined;
    await waits;
  };
  const port = await freePort();
  let server = await open(port);
  const mailsTo = (address: string) => mails.filter((mail) => mail.recipients.includes(address));
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    mailsTo,
    waitForMail: (address, options = {}) => waitForMail(() => mailsTo(address), address, options),
    refuse: (reply, { every, times } = { every: 1, times: Number.POSITIVE_INFINITY }) => {
      refusal = reply;
      [refusesEvery, refusesTimes, asked] = [every, times, 0];
    },
    hang: (how) => {
      silence = how;
      hanging = 0;
    },
    hold: () => {
      let letGo = (): void => {};
      held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      return letGo;
    },
    hanging: () => hanging,
    close: () => new Promise((resolve) => server.close(() => resolve())),
    reopen: async () => {
      server = await open(port);
    },
  };
};

const receive = async (
  stream: SMTPServerDataStream,
  recipients: readonly string[],
  at: number,
): Promise<ReceivedMail> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const source = Buffer.concat(chunks);
  const email = await PostalMime.parse(source);
  const links = [...(email.text ?? '').matchAll(/https?:\/\/[^\s\])>]+/g)].map(([link]) => link);
  return { ...email, id: uuidv7(), recipients, at, links, raw: source.toString('utf8') };
};

const waitForMail = async (
  look: () => ReceivedMail[],
  address: string,
  { subject, timeoutMs = 30_000 }: { subject?: string | RegExp; timeoutMs?: number },
): Promise<ReceivedMail> => {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = look().findLast((mail) => !subject || new RegExp(subject).test(mail.subject ?? ''));
    if (found) return found;
    if (Date.now() > deadline) {
      const subjects = look().map((mail) => mail.subject);
      throw new Error(
        `No mail to ${address}${subject ? ` about ${String(subject)}` : ''}; there: ${subjects.join(', ') || 'nothing'}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
