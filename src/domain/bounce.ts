import type { MailedLink } from './message-id.ts';

/** What a mail server reported of one mail with a link, after it had taken it. */
export type BounceReport = {
  readonly link: MailedLink;
  /** `delayed`: it is still tried somewhere. */
  readonly action: 'failed' | 'delayed';
  /** The enhanced status code, such as `5.1.1` (RFC 3463); null where none was given. */
  readonly status: string | null;
};
