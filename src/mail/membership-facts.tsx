import type { VNode } from 'preact';
import { Fact, Paragraph, Rule, TextLink } from './layout.tsx';

/** What a membership gives, as far as a mail tells it. */
export type MembershipContent = {
  readonly roleName: string;
  /** What the role can do, one sentence. */
  readonly roleDescription: string;
  readonly primaryTeamName?: string | null;
  readonly productNames: readonly string[];
};

export function MembershipFacts({ content }: { readonly content: MembershipContent }): VNode {
  const { roleName, roleDescription, primaryTeamName, productNames } = content;
  return (
    <>
      <Fact label="Role">{roleDescription ? `${roleName}. ${roleDescription}` : roleName}</Fact>
      {primaryTeamName && <Fact label="Team">{primaryTeamName}</Fact>}
      {productNames.length > 0 && <Fact label="Products">{productNames.join(', ')}</Fact>}
    </>
  );
}

/** Where a newcomer turns next. */
export type GuidanceContent = {
  readonly gettingStartedUrl?: string | null;
  /** An address, a web page, or plain words such as "#it-help". */
  readonly supportContact?: string | null;
};

/** `askFirst` is the person a reply to this mail reaches; null where a reply reaches nobody. */
export function Guidance({
  content,
  askFirst,
}: {
  readonly content: GuidanceContent;
  readonly askFirst: string | null;
}) {
  const { gettingStartedUrl, supportContact } = content;
  if (!gettingStartedUrl && !askFirst && !supportContact) return null;
  return (
    <>
      <Rule />
      {gettingStartedUrl && (
        <Paragraph>
          New here? Read <TextLink href={gettingStartedUrl}>getting started</TextLink>.
        </Paragraph>
      )}
      {(askFirst || supportContact) && (
        <Paragraph>
          Questions? {askFirst && `Reply to this mail to ask ${askFirst}`}
          {askFirst && supportContact && ', or ask '}
          {!askFirst && supportContact && 'Ask '}
          {supportContact && <Contact contact={supportContact} />}.
        </Paragraph>
      )}
    </>
  );
}

function Contact({ contact }: { readonly contact: string }): VNode {
  const isAddress = /^[^\s@<>,;?&]+@[^\s@<>,;?&]+\.[^\s@<>,;?&]+$/.test(contact);
  return <TextLink href={isAddress ? `mailto:${contact}` : contact}>{contact}</TextLink>;
}
