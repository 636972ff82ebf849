import { momentText } from '../domain/moment-text.ts';
import { Heading, MailFrame, Paragraph } from './layout.tsx';
import { type MailBody, renderMail } from './render-mail.ts';

export type CodeMailContent = {
  readonly organizationName: string;
  /** Six digits. */
  readonly code: string;
  /** The Slack user who asked, as Slack names them. */
  readonly slackName: string;
  readonly workspaceName: string;
  readonly address: string;
  readonly expiresAt: Date;
  readonly zone: string;
};

/**
 * The code that proves an admin's address before a Slack user is bound to it. It is not in the subject: a locked
 * phone shows subjects to everyone.
 */
export function codeMail(content: CodeMailContent): MailBody {
  const subject = `Your code for ${content.organizationName}`;
  return renderMail(
    subject,
    <MailFrame
      title={subject}
      preview={`To confirm that you are ${content.slackName} in Slack.`}
      footer={`You get this mail because ${content.address} is an admin of ${content.organizationName}.`}
    >
      <Heading>{subject}</Heading>
      <Paragraph>
        {content.slackName} in the Slack workspace {content.workspaceName} says they are you, {content.address}. If that
        is so, type this code in Slack:
      </Paragraph>
      <p class="ink" style={CODE}>
        {content.code}
      </p>
      <Paragraph>It works once, until {momentText(content.expiresAt, content.zone)}.</Paragraph>
      <Paragraph>
        Was it not you? Then do nothing and tell another admin: someone tried to act in your name. Never give the code
        to anyone who asks for it.
      </Paragraph>
    </MailFrame>,
  );
}

export const CODE =
  'margin:0 0 16px;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:32px;line-height:40px;letter-spacing:6px;font-weight:600;color:#1c2321';
