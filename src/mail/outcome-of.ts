import type { MailOutcome } from '../ports/mails.ts';
import type { MailOutcome as SmtpOutcome } from './mail-outcome.ts';

/** In the words of the store: what the server said itself stays in the log's facts, since it often quotes the address. */
export const outcomeOf = (outcome: SmtpOutcome): MailOutcome => {
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'accepted' };
    case 'not_configured':
      return { kind: 'not_configured' };
    case 'rejected':
      return { kind: 'rejected', cause: outcome.fault };
    case 'deferred':
      if (outcome.isMailboxFull) return { kind: 'deferred', cause: 'mailbox_full' };
      if (outcome.needsOperator) return { kind: 'deferred', cause: 'mail_settings_refused' };
      return { kind: 'deferred', cause: outcome.answered ? 'mail_temporarily_refused' : 'mail_server_unreachable' };
  }
};
