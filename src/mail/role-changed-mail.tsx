import { Fact, Heading, MailFrame, Paragraph, Rule, TextLink } from './layout.tsx';
import { type MailBody, renderMail } from './render-mail.ts';

export type RoleChangedMailContent = {
  readonly organizationName: string;
  readonly firstName: string;
  readonly address: string;
  readonly byName: string;
  readonly roleName: string;
  readonly roleDescription: string;
  readonly formerRoleName: string;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  readonly supportContact: string | null;
};

/** Tells somebody outside of Slack that their role was changed: what it is now, and what that gives and takes. */
export function roleChangedMail(content: RoleChangedMailContent): MailBody {
  const { organizationName, roleName, roleDescription, formerRoleName, gained, lost } = content;
  const subject = `Your role in ${organizationName} is ${roleName} now`;
  const contact = content.supportContact;
  return renderMail(
    subject,
    <MailFrame
      title={subject}
      preview={`It was ${formerRoleName}.`}
      footer={`You get this mail because ${content.address} is a member of ${organizationName}.`}
    >
      <Heading>{subject}</Heading>
      <Paragraph>Hello {content.firstName},</Paragraph>
      <Paragraph>
        {content.byName} changed your role in {organizationName}. It counts from now on.
      </Paragraph>
      <Fact label="Role">{roleDescription ? `${roleName}. ${roleDescription}` : roleName}</Fact>
      <Fact label="Before">{formerRoleName}</Fact>
      {gained.length > 0 && <Fact label="Gained">{gained.join(', ')}</Fact>}
      {lost.length > 0 && <Fact label="Lost">{lost.join(', ')}</Fact>}
      {contact && (
        <>
          <Rule />
          <Paragraph>
            Questions? Ask <TextLink href={contact.includes('@') ? `mailto:${contact}` : contact}>{contact}</TextLink>.
          </Paragraph>
        </>
      )}
    </MailFrame>,
  );
}
