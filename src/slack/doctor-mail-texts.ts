import { type Tellers, told } from './doctor-wording.ts';
import { count } from './plural.ts';

/** Mail that goes out, and mail that comes back. */
export const mailTellers: Tellers<
  | 'mail_off'
  | 'slack_only'
  | 'links_unmailable'
  | 'mail_unreachable'
  | 'mail_sign_in_refused'
  | 'mail_tls'
  | 'mail_refused'
  | 'bounces_unwatched'
  | 'mailbox_sign_in_refused'
  | 'mailbox_unreachable'
  | 'mailbox_missing'
> = {
  mail_off: (_, { pen }) =>
    told(
      'No mail server is set up.',
      'Only people who are in Slack can be invited; everybody else gets nothing.',
      `Set ${pen.code('SMTP_URL')} and ${pen.code('MAIL_FROM')}, then start Usher again.`,
    ),
  slack_only: (_, { pen }) =>
    told(
      'Usher reaches people of this Slack workspace, and nobody else: it has no public address and no mail server.',
      'They are invited and accept in Slack. If you invite nobody else, there is nothing to mend.',
      `For everybody else set ${pen.code('PUBLIC_URL')}, ${pen.code('SMTP_URL')} and ${pen.code('MAIL_FROM')}, then start Usher again.`,
    ),
  links_unmailable: ({ hasServer, waiting }, { pen }) =>
    told(
      `Usher has no public address that a link could lead to${hasServer ? '' : ', and no mail server'}.`,
      waiting === 0
        ? 'People of this Slack workspace are invited and accept in Slack; everybody else gets nothing.'
        : `${count(waiting, 'invitation', 'invitations')} can reach nobody. People of this Slack workspace get theirs in Slack.`,
      `Set ${pen.code('PUBLIC_URL')} to an https address that leads to Usher${hasServer ? '' : `, and ${pen.code('SMTP_URL')} and ${pen.code('MAIL_FROM')}`}; start Usher again, and reinvite those who wait.`,
    ),
  mail_unreachable: ({ cause }, { pen }) =>
    told(
      `The mail server cannot be reached (${pen.say(cause)}).`,
      'No mail goes out. What was to be mailed waits, for about a day.',
      `See whether the host and port in ${pen.code('SMTP_URL')} are right, and whether this machine may call them.`,
    ),
  mail_sign_in_refused: (_, { pen }) =>
    told(
      'The mail server refuses our user or password.',
      'No mail goes out.',
      `Mend user and password in ${pen.code('SMTP_URL')} (special characters as %40 and so on), then start Usher again.`,
    ),
  mail_tls: ({ cause }, { pen }) =>
    told(
      `The mail server and Usher do not agree on TLS (${pen.say(cause)}).`,
      'No mail goes out.',
      `Use ${pen.code('smtps://')} with port 465, or ${pen.code('smtp://')} with 587, and a host name that its certificate has.`,
    ),
  mail_refused: ({ cause }, { pen }) =>
    told(
      `The mail server answers with ${pen.code(cause)} before any mail is sent.`,
      'No mail goes out.',
      'Ask whoever runs it what that code means for this machine.',
    ),
  bounces_unwatched: (_, { pen }) =>
    told(
      'Nobody looks at mail that comes back.',
      'An invitation to an address that does not exist goes on waiting, and its inviter does not hear why.',
      `Set ${pen.code('BOUNCE_IMAP_URL')} to the mailbox of ${pen.code('MAIL_FROM')}, or ${pen.code('BOUNCE_WEBHOOK_SECRET')} for the reports of a mail service.`,
    ),
  mailbox_sign_in_refused: (_, { pen }) =>
    unread(
      'The mailbox for returned mail refuses our user or password.',
      `Mend them in ${pen.code('BOUNCE_IMAP_URL')} (special characters as %40 and so on), then start Usher again.`,
    ),
  mailbox_unreachable: ({ cause }, { pen }) =>
    unread(
      `The mailbox for returned mail cannot be reached (${pen.say(cause)}).`,
      `See whether the host and port in ${pen.code('BOUNCE_IMAP_URL')} are right, and whether this machine may call them.`,
    ),
  mailbox_missing: ({ folder }, { pen }) =>
    unread(
      `The mailbox for returned mail has no folder ${pen.strong(folder)}.`,
      `Make it, or name another one at the end of ${pen.code('BOUNCE_IMAP_URL')}.`,
    ),
};

const unread = (what: string, fix: string) => told(what, 'Invitations whose mail comes back go on waiting.', fix);
