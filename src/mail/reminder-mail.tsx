import type { VNode } from 'preact';
import { momentText } from '../domain/moment-text.ts';
import type { ReminderOrdinal } from '../domain/reminders.ts';
import { ButtonWithAddress, Fact, Heading, MailFrame, Paragraph } from './layout.tsx';
import { type MailBody, renderMail } from './render-mail.ts';
import { StopFooter } from './stop-footer.tsx';

export type ReminderMailContent = {
  readonly organizationName: string;
  readonly productName?: string | null;
  /** Null when the system invites. */
  readonly inviterName: string | null;
  readonly inviterEmail?: string | null;
  readonly inviteeName?: string | null;
  /** The invited address, as it was typed. */
  readonly address: string;
  readonly link: string;
  readonly expiresAt: Date;
  /** IANA name; the end of the link is shown in it. */
  readonly zone: string;
  readonly stopUrl: string;
  readonly ordinal: ReminderOrdinal;
};

/** What somebody has to know who did not answer: who invited them, to what, until when; the same link; how it ends. */
export function reminderMail(content: ReminderMailContent): MailBody {
  const subject = `Reminder: your invitation to ${content.organizationName}`;
  return renderMail(subject, <ReminderMail content={content} subject={subject} />);
}

function ReminderMail({
  content,
  subject,
}: {
  readonly content: ReminderMailContent;
  readonly subject: string;
}): VNode {
  const { organizationName, productName, inviterName, inviterEmail, inviteeName, address, link, ordinal } = content;
  const until = momentText(content.expiresAt, content.zone);
  const who = inviterName && inviterEmail ? `${inviterName} (${inviterEmail})` : (inviterName ?? 'An admin');
  const where = productName ? `${organizationName} on ${productName}` : organizationName;
  return (
    <MailFrame
      title={subject}
      preview={`Your link works until ${until}.`}
      footer={<StopFooter url={content.stopUrl} />}
    >
      <Heading>Your invitation to {organizationName} still waits for you</Heading>
      <Paragraph>Hello{inviteeName ? ` ${inviteeName}` : ''},</Paragraph>
      <Paragraph>
        {who} invited you to join {where}. The link works once, until <strong>{until}</strong>.
      </Paragraph>
      <Fact label="For">{address}</Fact>
      <ButtonWithAddress label="Open the invitation" href={link} />
      <Paragraph>
        {ordinal === 2
          ? 'This is the last time that we write about it.'
          : 'We write about it once more at most; once you answer, not at all.'}
      </Paragraph>
    </MailFrame>
  );
}
