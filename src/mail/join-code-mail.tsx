import { momentText } from '../domain/moment-text.ts';
import { CODE } from './code-mail.tsx';
import { Heading, MailFrame, Paragraph } from './layout.tsx';
import { type MailBody, renderMail } from './render-mail.ts';

export type JoinCodeMailContent = {
  readonly organizationName: string;
  /** Six digits. */
  readonly code: string;
  readonly address: string;
  readonly expiresAt: Date;
  readonly zone: string;
};

/** The code that proves an address on the page of an invite link. The same for whoever gets it, a member or not. */
export function joinCodeMail({ organizationName, code, address, expiresAt, zone }: JoinCodeMailContent): MailBody {
  const subject = `Your code for ${organizationName}`;
  return renderMail(
    subject,
    <MailFrame
      title={subject}
      preview="To type on the page that you have open."
      footer={`You get this mail because somebody typed ${address} on a page of ${organizationName}.`}
    >
      <Heading>{subject}</Heading>
      <Paragraph>
        Somebody wants to join {organizationName} as {address}. If that is you, type this code on the page:
      </Paragraph>
      <p class="ink" style={CODE}>
        {code}
      </p>
      <Paragraph>It works once, until {momentText(expiresAt, zone)}.</Paragraph>
      <Paragraph>
        Was it not you? Then do nothing: without the code nothing happens. Never give it to anyone who asks for it.
      </Paragraph>
    </MailFrame>,
  );
}
