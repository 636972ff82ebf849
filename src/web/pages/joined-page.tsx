import type { VNode } from 'preact';
import { maskEmail } from '../../domain/email-address.ts';
import { momentText } from '../../domain/moment-text.ts';
import type { UsedInvitation } from '../invitation-pages.ts';
import type { Paths } from '../paths.ts';
import { FactRow, MembershipRows } from './membership-facts.tsx';
import { renderPage } from './page-frame.tsx';
import { TextLink, WhomToAsk } from './text-link.tsx';

/** Right after Accept, and for every later visit by the used link: since when, and where to sign in. */
export function joinedPage(view: UsedInvitation, paths: Paths): string {
  const { organizationName, firstName } = view;
  return renderPage({
    paths,
    organizationName,
    heading: firstName ? `${firstName}, you are in` : 'You are in',
    children: (
      <>
        <p>
          This invitation to {organizationName} was accepted on {momentText(view.joinedAt, view.zone)}.
        </p>
        <dl>
          <MembershipRows facts={view} />
          <FactRow label="Sign in as">
            {maskEmail(view.address)} <small>the address you were invited by</small>
          </FactRow>
        </dl>
        <SignIn view={view} />
        {view.gettingStartedUrl && (
          <p>
            New here? Read <TextLink href={view.gettingStartedUrl}>getting started</TextLink>.
          </p>
        )}
        <p>
          Questions? Ask <WhomToAsk facts={view} />.
        </p>
      </>
    ),
  });
}

type SignInFacts = Pick<UsedInvitation, 'productName' | 'productUrl'> & Parameters<typeof WhomToAsk>[0]['facts'];

export function SignIn({ view }: { readonly view: SignInFacts }): VNode {
  const product = view.productName ?? view.organizationName;
  if (!view.productUrl) {
    return (
      <p>
        <WhomToAsk facts={view} /> can tell you where to sign in.
      </p>
    );
  }
  return (
    <p class="next">
      <TextLink class="button" href={view.productUrl}>
        Open {product}
      </TextLink>
    </p>
  );
}
