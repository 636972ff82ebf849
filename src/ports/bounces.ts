import type { BounceReport } from '../domain/bounce.ts';
import type { MailFault } from '../domain/delivery-cause.ts';
import type { IssuedLink } from './records.ts';

/** The mailbox where mails come back to. */
export type BounceMailbox = {
  /**
   * Hands over what the mails that nobody has read yet report, and marks each as read after that. What was handed over may come
   * again where that failed. Rejects when the mailbox cannot be read.
   */
  readonly collect: (note: (report: BounceReport) => Promise<void>) => Promise<void>;
};

export type BounceWrites = {
  /** The mailed link has come back; false where that was known. */
  readonly recordBounce: (link: IssuedLink, cause: MailFault) => Promise<boolean>;
  /** The mailed link is held up on its way. */
  readonly recordDelay: (link: IssuedLink) => Promise<void>;
};
