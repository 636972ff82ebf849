import PostalMime, { type Attachment, type Email, type Header } from 'postal-mime';
import type { BounceReport } from '../domain/bounce.ts';
import { findMailedLink, type MailedLink } from '../domain/message-id.ts';

/**
 * What a mail in the mailbox for returned mail reports of a mail of ours; null for all that is no report of one: an answer, a mail
 * from somebody else, something unreadable. It has to carry the Message-ID of that mail.
 */
export const readBounce = (source: Uint8Array): Promise<BounceReport | null> => read(source).catch(() => null);

const read = async (source: Uint8Array): Promise<BounceReport | null> => {
  const mail = await parse(source);
  const outcome = (await readStatus(mail)) ?? readUnstructured(mail);
  const link = outcome && findLink(mail);
  return link ? { link, ...outcome } : null;
};

type Outcome = Pick<BounceReport, 'action' | 'status'>;

const parse = (source: Uint8Array | string): Promise<Email> =>
  PostalMime.parse(source, {
    // The mail that came back is looked at, not opened: it stays one part, as text.
    forceRfc822Attachments: true,
    attachmentEncoding: 'utf8',
    maxNestingDepth: 20,
    maxHeadersSize: 128 * 1024,
  });

const headerOf = (headers: readonly Header[], key: string): string =>
  headers.find((header) => header.key === key)?.value ?? '';

const textOf = ({ content }: Attachment): string => (typeof content === 'string' ? content : '');

// Each group is of one recipient, and a mail of ours has one.
const MAX_GROUPS = 20;

/** RFC 3464: groups of fields, the first of them about the mail and each other about a recipient. */
const readStatus = async (mail: Email): Promise<Outcome | undefined> => {
  const part = mail.attachments.find(({ mimeType }) => /^message\/(global-)?delivery-status$/.test(mimeType));
  if (!part) return undefined;
  const groups = textOf(part).split(/(?:\r?\n[ \t]*){2,}/);
  for (const group of groups.slice(0, MAX_GROUPS)) {
    const { headers } = await parse(`${group}\r\n\r\n`);
    const status = statusIn(headerOf(headers, 'status'));
    const action = headerOf(headers, 'action').trim().toLowerCase();
    if (action === 'delayed') return { action, status };
    if (action === 'failed' || (action === '' && status?.startsWith('5'))) return { action: 'failed', status };
  }
  return undefined;
};

/** Of servers that write to people only: qmail's first line, and the header by which Exim names whom it did not reach. */
const readUnstructured = ({ headers, text = '' }: Email): Outcome | undefined => {
  const isOfExim = headerOf(headers, 'x-failed-recipients') !== '';
  if (!isOfExim && !text.trimStart().startsWith('Hi. This is the qmail-send program')) return undefined;
  return { action: 'failed', status: statusIn(text) };
};

/** As `5.1.1`, `5.1.1 (bad destination mailbox address)` or qmail's `(#5.1.1)`. */
const statusIn = (text: string): string | null =>
  /(?:^|[\s#(])([45]\.\d{1,3}\.\d{1,3})(?![.\d])/.exec(text)?.[1] ?? null;

/** In the mail that came back, whole or its headers; else in what the report says of it; else in its text. */
const findLink = ({ attachments, headers, text = '' }: Email): MailedLink | undefined => {
  const returned = attachments.filter(({ mimeType }) => /^message\/|^text\/rfc822-headers$/.test(mimeType));
  const about = ['in-reply-to', 'references', 'x-original-message-id'].map((key) => headerOf(headers, key));
  for (const place of [...returned.map(messageIdIn), ...about, messageIdIn({ content: text })]) {
    const link = findMailedLink(place);
    if (link) return link;
  }
  return undefined;
};

/** The line only: a mail of ours may be quoted in one that is not. */
const messageIdIn = ({ content }: Pick<Attachment, 'content'>): string =>
  typeof content === 'string'
    ? (/^(?:x-|original-)*message-id:[ \t]*(?:\r?\n[ \t]+)?(\S{1,400})/im.exec(content)?.[1] ?? '')
    : '';
