import emailAddresses from 'email-addresses';
import { createTransport, type NodemailerError } from 'nodemailer';
import type { Logger } from 'pino';
import { parseEmailAddress } from '../domain/email-address.ts';
import { headerText } from './header-text.ts';
import { failureOutcome, type MailOutcome } from './mail-outcome.ts';
import type { MailBody } from './render-mail.ts';

export type MailerSettings = {
  /** `smtp://` or `smtps://`, credentials included. Without it every send answers `not_configured`. */
  readonly url?: string | undefined;
  /** `usher@example.com` or `Usher <usher@example.com>`. */
  readonly from: string;
  readonly timeouts?: Partial<MailTimeouts> | undefined;
};

/** All in milliseconds. `total` bounds one mail, its wait for a free connection included. */
type MailTimeouts = { connect: number; greeting: number; socket: number; total: number };

const TIMEOUTS: MailTimeouts = { connect: 10_000, greeting: 10_000, socket: 30_000, total: 90_000 };

export type OutgoingMail = MailBody & {
  /** One address, nothing else. */
  readonly to: string;
  /** Shown as the sender, such as "Ada Lovelace via Acme"; the address stays that of the settings. */
  readonly fromName: string;
  readonly replyTo?: string | null;
  /** Fixed by the caller, such as by `messageIdOf`: a mail sent twice is recognised as one. */
  readonly messageId: string;
  /** The Message-ID of the mail that this one goes on from: mail programs show them together. */
  readonly inReplyTo?: string | null;
  /** Where one click stops further mail (RFC 8058): the address takes a POST, and shows a page on GET. */
  readonly unsubscribeUrl?: string | null;
};

export type Mailer = {
  readonly send: (mail: OutgoingMail) => Promise<MailOutcome>;
  /** Connects and signs in, sends nothing. */
  readonly verify: () => Promise<{ readonly kind: 'ready' } | Exclude<MailOutcome, { readonly kind: 'accepted' }>>;
  /** Lets mails under way finish; `force` ends them. */
  readonly close: (options?: { readonly force: boolean }) => void;
};

/** @throws when `from` holds no address or the URL can't be read: a mistake in the settings, to be told at start. */
export function createMailer(settings: MailerSettings, log: Logger): Mailer {
  const sender = senderAddress(settings.from);
  if (!settings.url) {
    const notConfigured = async () => ({ kind: 'not_configured' }) as const;
    return { send: notConfigured, verify: notConfigured, close: () => {} };
  }
  const timeouts = { ...TIMEOUTS, ...settings.timeouts };
  const transport = connect(settings.url, timeouts);
  const failed = (error: unknown) => {
    const outcome = failureOutcome(asFailure(error));
    report(log, error, outcome);
    return outcome;
  };
  return {
    send: async (mail) => {
      const recipient = parseEmailAddress(mail.to);
      if (recipient === null) {
        return { kind: 'rejected', permanent: true, cause: 'this is not one mail address', fault: 'mail_refused' };
      }
      try {
        const signal = AbortSignal.timeout(timeouts.total);
        const info = await transport.sendMail({ ...message(mail, recipient.email, sender), signal });
        return { kind: 'accepted', response: headerText(info.response, 300) };
      } catch (error) {
        return failed(error);
      }
    },
    verify: async () => {
      try {
        await transport.verify();
        return { kind: 'ready' };
      } catch (error) {
        return failed(error);
      }
    },
    close: (options) => transport.close(options),
  };
}

type Sender = { readonly name: string | null; readonly address: string };

function senderAddress(from: string): Sender {
  const parsed = emailAddresses.parseOneAddress(from);
  if (parsed?.type !== 'mailbox')
    throw new Error('The sender of mail must be one address, such as Usher <usher@example.com>.');
  return { name: parsed.name, address: parsed.address };
}

function connect(url: string, timeouts: MailTimeouts) {
  return createTransport({
    url,
    pool: true,
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    dnsTimeout: timeouts.connect,
    socketTimeout: timeouts.socket,
    // One: a pooled connection may have been closed by the server while idle. More would only repeat a mail whose
    // answer was lost; the job that sends has a back-off of its own.
    maxRequeues: 1,
  });
}

/**
 * Addresses are objects, never text: a comma or a bracket in a name can't become a second recipient. nodemailer splits
 * even the address of such an object at commas, so what comes in here has been read as one address before.
 */
function message(mail: OutgoingMail, to: string, sender: Sender) {
  const name = headerText(mail.fromName, 100) || (sender.name ?? '');
  const replyTo = mail.replyTo ? parseEmailAddress(mail.replyTo) : null;
  return {
    from: { name, address: sender.address },
    to: { name: '', address: to },
    envelope: { from: sender.address, to: [to] },
    ...(replyTo && { replyTo: { name: '', address: replyTo.email } }),
    messageId: headerText(mail.messageId),
    ...(mail.inReplyTo && { inReplyTo: headerText(mail.inReplyTo), references: [headerText(mail.inReplyTo)] }),
    subject: headerText(mail.subject),
    html: mail.html,
    text: mail.text,
    headers: {
      // Keeps out-of-office answers from reaching the inviter, who is the reply address (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      ...(mail.unsubscribeUrl && {
        'List-Unsubscribe': {
          prepared: true,
          value: `<${headerText(mail.unsubscribeUrl, 1000)}>`,
        },
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    xMailer: false as const,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

const asFailure = (error: unknown): NodemailerError => (error instanceof Error ? error : new Error(String(error)));

/** Neither the address nor the server's words are logged: those often quote the address. */
function report(log: Logger, error: unknown, outcome: MailOutcome): void {
  const { code, originalCode, command, responseCode } = asFailure(error);
  const facts = { code, originalCode, command, responseCode, outcome: outcome.kind };
  if (outcome.kind === 'deferred' && outcome.needsOperator) {
    log.error(
      facts,
      'The mail server refuses Usher itself. Check user and password in SMTP_URL, and the sender address.',
    );
  } else {
    log.warn(facts, 'A mail was not accepted.');
  }
}
