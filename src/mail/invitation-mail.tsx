import type { VNode } from 'preact';
import { momentText } from '../domain/moment-text.ts';
import { ButtonWithAddress, Fact, Heading, MailFrame, Paragraph, Quote } from './layout.tsx';
import { Guidance, type GuidanceContent, type MembershipContent, MembershipFacts } from './membership-facts.tsx';
import { type MailBody, renderMail } from './render-mail.ts';
import { StopFooter } from './stop-footer.tsx';

/** `new_account`: the address has no account yet. `reactivation`: a deactivated membership comes back by accepting. */
type InvitationKind = 'new_account' | 'must_accept' | 'reactivation';

export type InvitationMailContent = MembershipContent &
  GuidanceContent & {
    readonly kind: InvitationKind;
    readonly organizationName: string;
    readonly productName?: string | null;
    /** Null when the system invites. */
    readonly inviterName: string | null;
    readonly inviterEmail?: string | null;
    readonly inviteeName?: string | null;
    /** The invited address, as it was typed. */
    readonly address: string;
    readonly note?: string | null;
    readonly link: string;
    readonly expiresAt: Date;
    /** IANA name; the end of the link is shown in it. */
    readonly zone: string;
    /** A page with one button, "don't write to me again". */
    readonly stopUrl?: string | null;
  };

/** The invitation: who invites whom to what and why, what it gives, until when, one link. */
export function invitationMail(content: InvitationMailContent): MailBody {
  const subject = invitationSubject(content);
  return renderMail(subject, <InvitationMail content={content} subject={subject} />);
}

const invitationSubject = ({ kind, inviterName, organizationName }: InvitationMailContent): string =>
  kind === 'new_account' ? `Welcome to ${organizationName}` : headline({ inviterName, organizationName });

const headline = ({
  inviterName,
  organizationName,
}: Pick<InvitationMailContent, 'inviterName' | 'organizationName'>) =>
  inviterName ? `${inviterName} invited you to ${organizationName}` : `You're invited to ${organizationName}`;

function InvitationMail({ content, subject }: { readonly content: InvitationMailContent; readonly subject: string }) {
  const { inviterName, inviteeName, note, link } = content;
  const until = momentText(content.expiresAt, content.zone);
  return (
    <MailFrame
      title={subject}
      preview={`Your link works until ${until}.`}
      footer={<StopFooter url={content.stopUrl} />}
    >
      <Heading>{headline(content)}</Heading>
      <Paragraph>Hello{inviteeName ? ` ${inviteeName}` : ''},</Paragraph>
      <Opening content={content} />
      {note && (
        <>
          <Paragraph>{inviterName ? `${inviterName} writes:` : 'A note for you:'}</Paragraph>
          <Quote text={note} />
        </>
      )}
      <MembershipFacts content={content} />
      <Fact label="For">{content.address}</Fact>
      <ButtonWithAddress label="Open the invitation" href={link} />
      <Paragraph>
        The link is yours alone and works once, until <strong>{until}</strong>. Please do not forward it.
      </Paragraph>
      <Guidance content={content} askFirst={content.inviterEmail ? inviterName : null} />
    </MailFrame>
  );
}

function Opening({ content }: { readonly content: InvitationMailContent }): VNode {
  const { organizationName, productName, inviterName, inviterEmail, kind } = content;
  const who = inviterName && inviterEmail ? `${inviterName} (${inviterEmail})` : (inviterName ?? 'An admin');
  const where = productName ? `${organizationName} on ${productName}` : organizationName;
  return (
    <Paragraph>
      {kind === 'reactivation'
        ? `${who} invited you back to ${where}. Your membership is deactivated; accepting brings it back with the role below.`
        : `${who} invited you to join ${where}.`}
    </Paragraph>
  );
}
