import type { ComponentChildren, VNode } from 'preact';
import type { InvitationFacts } from '../invitation-pages.ts';

type TextLinkProps = { readonly href: string; readonly class?: string; readonly children: ComponentChildren };

/** A link elsewhere. Settings are typed by people: anything but web and mail addresses stays text. */
export function TextLink({ href, class: className, children }: TextLinkProps): VNode {
  if (!/^(https?:\/\/|mailto:)/i.test(href)) return <>{children}</>;
  return (
    <a href={href} class={className}>
      {children}
    </a>
  );
}

/** Whom to ask: the support contact, else who invited, else an admin. */
type Askable = Pick<InvitationFacts, 'supportContact' | 'inviterName' | 'organizationName'>;

export function WhomToAsk({ facts }: { readonly facts: Askable }): VNode {
  const { supportContact, inviterName, organizationName } = facts;
  if (!supportContact) return <>{inviterName ?? `an admin of ${organizationName}`}</>;
  const isAddress = /^[^\s@<>,;?&]+@[^\s@<>,;?&]+\.[^\s@<>,;?&]+$/.test(supportContact);
  return <TextLink href={isAddress ? `mailto:${supportContact}` : supportContact}>{supportContact}</TextLink>;
}
