import { ButtonWithAddress, Fact, Heading, MailFrame, Paragraph, TextLink } from './layout.tsx';
import { Guidance, type GuidanceContent, type MembershipContent, MembershipFacts } from './membership-facts.tsx';
import { type MailBody, renderMail } from './render-mail.ts';

export type WelcomeMailContent = MembershipContent &
  GuidanceContent & {
    /** `joined`: they accepted. `added`: the organization adds existing accounts at once, and this is how they learn. */
    readonly kind: 'joined' | 'added';
    readonly organizationName: string;
    readonly productName?: string | null;
    /** Where to sign in. */
    readonly productUrl?: string | null;
    readonly firstName: string;
    /** The address to sign in with. */
    readonly address: string;
    /** Who invited or added them; null for the system. */
    readonly inviterName: string | null;
    readonly inviterEmail?: string | null;
    readonly stopUrl?: string | null;
  };

/** The one message a newcomer gets: where to sign in and as whom, what they can do, whom to ask. */
export function welcomeMail(content: WelcomeMailContent): MailBody {
  const { kind, organizationName } = content;
  const subject = kind === 'added' ? `You've been added to ${organizationName}` : `You joined ${organizationName}`;
  return renderMail(subject, <WelcomeMail content={content} subject={subject} />);
}

function WelcomeMail({ content, subject }: { readonly content: WelcomeMailContent; readonly subject: string }) {
  const { kind, organizationName, productName, productUrl, inviterName } = content;
  const product = productName ?? organizationName;
  return (
    <MailFrame title={subject} preview={`Your role: ${content.roleName}.`} footer={<Footer content={content} />}>
      <Heading>{subject}</Heading>
      <Paragraph>Hello {content.firstName},</Paragraph>
      <Paragraph>
        {kind === 'added'
          ? `${inviterName ?? 'An admin'} added your account to ${organizationName}. There is nothing you need to accept.`
          : `Good to have you. Here is what you need for your first day in ${organizationName}.`}
      </Paragraph>
      <Fact label="Sign in as">{content.address}</Fact>
      <MembershipFacts content={content} />
      {productUrl && <ButtonWithAddress label={`Open ${product}`} href={productUrl} />}
      <Guidance content={content} askFirst={content.inviterEmail ? inviterName : null} />
    </MailFrame>
  );
}

function Footer({ content }: { readonly content: WelcomeMailContent }) {
  return (
    <>
      You get this mail because {content.address} is now a member of {content.organizationName}.
      {content.stopUrl && (
        <>
          {' '}
          <TextLink href={content.stopUrl}>Don't write to me again</TextLink>.
        </>
      )}
    </>
  );
}
