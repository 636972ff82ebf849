import type { Mails } from '../ports/mails.ts';
import type { Mailer } from './mailer.ts';
import { outcomeOf } from './outcome-of.ts';
import { slackStopMail } from './slack-stop-mail.tsx';

type AdminMailsInput = { readonly mailer: Mailer; readonly host: string };

/** What admins get by mail. */
export const adminMails = ({ mailer, host }: AdminMailsInput): Pick<Mails, 'slackStopped'> => ({
  slackStopped: async (member, { since, ...stop }, { name, timeZone }) =>
    outcomeOf(
      await mailer.send({
        ...slackStopMail({ organizationName: name, address: member.email, stop, since, zone: timeZone }),
        to: member.email,
        fromName: name,
        messageId: `<slack-stop-${since.getTime()}-${member.membershipId}@${host}>`,
      }),
    ),
});
