import type { NodemailerError } from 'nodemailer';
import { faultOfStatus, type MailFault } from '../domain/delivery-cause.ts';
import { headerText } from './header-text.ts';

/**
 * What became of one mail. `accepted`: the next server has it, which is not yet the inbox. `rejected`: this address or
 * this message is refused for good, so trying again is pointless. `deferred`: try again later; `needsOperator` says
 * that the cause is our own set-up (sign-in, sender, relaying, TLS), so the address is not to blame however long it
 * lasts; `answered` tells a server that said so from one that could not be reached; `isMailboxFull`: it said that there is
 * no room for the mail. `not_configured`: there is no SMTP server, nothing was sent.
 */
export type MailOutcome =
  | { readonly kind: 'accepted'; readonly response: string }
  | { readonly kind: 'rejected'; readonly permanent: true; readonly cause: string; readonly fault: MailFault }
  | {
      readonly kind: 'deferred';
      readonly cause: string;
      readonly needsOperator: boolean;
      readonly answered: boolean;
      readonly isMailboxFull?: true;
    }
  | { readonly kind: 'not_configured' };

/** What `failureOutcome` tells apart. */
export type FailedMail = Extract<MailOutcome, { readonly kind: 'rejected' | 'deferred' }>;

export type SmtpFailure = Pick<
  NodemailerError,
  'code' | 'originalCode' | 'command' | 'response' | 'responseCode' | 'permanent' | 'timeoutType' | 'message'
>;

/** Replies that concern our sign-in, whatever command they answer (RFC 4954). */
const SIGN_IN_REPLIES = new Set([530, 534, 535, 538]);

const TIMEOUTS: Readonly<Record<string, string>> = {
  CONNECT_TIMEOUT: 'the mail server could not be reached in time',
  GREETING_TIMEOUT: 'the mail server took the connection but did not greet in time',
  UPGRADE_TIMEOUT: 'the mail server did not finish the change to TLS in time',
  SOCKET_TIMEOUT: 'the mail server stopped answering',
};

/** Relaying denied, and the failed DKIM, SPF and reverse DNS checks of RFC 7372: said of the mail, meant of us. */
const SENDER_REFUSED = /\brelay|\b5\.7\.2\d\b/i;

/** OpenSSL's and Node's names for a certificate that is not trusted, or a port that does not speak TLS. */
const TLS_FAULT = /CERT|^ERR_(SSL|TLS)_|^UNABLE_TO_/;

/**
 * Tells a refusal of this mail from a failure of the way there. Only a permanent reply to RCPT TO or to the message
 * itself says something about the address; the same 5xx to MAIL FROM, to our sign-in or for relaying would hit every
 * address alike, and must not mark them as bad.
 */
export function failureOutcome(failure: SmtpFailure): FailedMail {
  const cause = causeText(failure);
  const answered = failure.responseCode !== undefined;
  if (isAboutUs(failure)) return { kind: 'deferred', cause, needsOperator: true, answered };
  // Many servers answer 5xx for a mailbox that has no room today; tomorrow it may have.
  if (isMailboxFull(failure)) {
    return { kind: 'deferred', cause, needsOperator: false, answered, isMailboxFull: true };
  }
  if (failure.permanent) return { kind: 'rejected', permanent: true, cause, fault: faultOf(failure) };
  return { kind: 'deferred', cause, needsOperator: false, answered };
}

/** The server does not take our user and password. */
export const isSignInFault = ({ code, responseCode }: SmtpFailure): boolean =>
  code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2' || SIGN_IN_REPLIES.has(responseCode ?? 0);

export const isTlsFault = ({ code, originalCode }: SmtpFailure): boolean =>
  code === 'ETLS' || TLS_FAULT.test(originalCode ?? '');

function isAboutUs(failure: SmtpFailure): boolean {
  const { code, command, response, permanent } = failure;
  if (code === 'ECONFIG' || isSignInFault(failure) || isTlsFault(failure)) return true;
  if (!permanent) return false;
  return (command !== 'RCPT TO' && command !== 'DATA') || SENDER_REFUSED.test(response ?? '');
}

const statusOf = ({ response }: SmtpFailure): string | undefined =>
  /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];

const NO_ROOM = /\b(mailbox|inbox|quota|storage)\b.{0,40}\b(full|exceeded|exceeds)\b|\b(over|out of) ?quota\b/i;

/** By its enhanced status where there is one; 452 and 552 mean it too (RFC 5321), but also that a mail is too large (5.3.4). */
function isMailboxFull(failure: SmtpFailure): boolean {
  const { command, response, responseCode } = failure;
  if (command !== 'RCPT TO' && command !== 'DATA') return false;
  const status = statusOf(failure);
  if (status !== undefined) return faultOfStatus(status) === 'mailbox_full';
  return responseCode === 452 || responseCode === 552 || NO_ROOM.test(response ?? '');
}

const UNWANTED = /\b(spam|blacklist(ed)?|blocklist(ed)?|unsolicited|reputation|policy)\b/i;

function faultOf(failure: SmtpFailure): MailFault {
  const status = statusOf(failure);
  if (status !== undefined) return faultOfStatus(status);
  return UNWANTED.test(failure.response ?? '') ? 'mail_blocked' : 'mail_refused';
}

/** One line for the admin who asks why: the server's own words where it spoke. */
function causeText({ response, timeoutType, code, originalCode, message }: SmtpFailure): string {
  if (response) return headerText(response, 300);
  if (timeoutType) return TIMEOUTS[timeoutType] ?? 'the mail server stopped answering';
  if (code === 'EABORT') return 'the mail server took too long';
  if (code === 'EDNS') return `the name of the mail server could not be looked up (${originalCode ?? code})`;
  if (TLS_FAULT.test(originalCode ?? '')) return `no agreement with the mail server on TLS (${originalCode})`;
  if (originalCode === 'ECONNREFUSED') return 'the mail server refused the connection (ECONNREFUSED)';
  return headerText(message, 300);
}
