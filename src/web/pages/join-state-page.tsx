import { maskEmail } from '../../domain/email-address.ts';
import type { CodeView } from '../join-pages.ts';
import type { Paths } from '../paths.ts';
import { SignIn } from './joined-page.tsx';
import { FactRow, MembershipRows } from './membership-facts.tsx';
import { renderPage } from './page-frame.tsx';
import { TextLink, WhomToAsk } from './text-link.tsx';

type Place = { readonly paths: Paths; readonly token: string };

/** A code that has made somebody a member, or that is no good any more. */
export function joinStatePage(
  view: Extract<CodeView, { readonly state: 'over' | 'joined' }>,
  { paths, token }: Place,
): string {
  const { organizationName } = view;
  if (view.state === 'over') {
    return renderPage({
      paths,
      organizationName,
      heading: 'This code is over',
      children: (
        <>
          <p>It ran out, or a wrong one was typed too often. Nothing has changed.</p>
          <p class="next">
            <TextLink class="button" href={paths.join(token)}>
              Get a new code
            </TextLink>
          </p>
        </>
      ),
    });
  }
  const asked = { ...view, inviterName: null };
  return renderPage({
    paths,
    organizationName,
    heading: view.firstName ? `${view.firstName}, you are in` : 'You are in',
    children: (
      <>
        <p>You are a member of {organizationName} now.</p>
        <dl>
          <MembershipRows facts={view} />
          <FactRow label="Sign in as">{maskEmail(view.address)}</FactRow>
        </dl>
        <SignIn view={asked} />
        {view.gettingStartedUrl && (
          <p>
            New here? Read <TextLink href={view.gettingStartedUrl}>getting started</TextLink>.
          </p>
        )}
        <p>
          Questions? Ask <WhomToAsk facts={asked} />.
        </p>
      </>
    ),
  });
}
