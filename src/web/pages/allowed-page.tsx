import { maskEmail } from '../../domain/email-address.ts';
import type { InvitationFacts } from '../invitation-pages.ts';
import type { Paths } from '../paths.ts';
import { renderPage } from './page-frame.tsx';
import { WhomToAsk } from './text-link.tsx';

/** After "you may write to me again": what that means, and what it does not bring back. */
export function allowedPage(facts: InvitationFacts, paths: Paths): string {
  return renderPage({
    paths,
    organizationName: facts.organizationName,
    heading: 'You can be written to again',
    children: (
      <>
        <p>Invitations reach {maskEmail(facts.address)} again. Nothing is sent because of this.</p>
        <p>
          To join {facts.organizationName}, ask <WhomToAsk facts={facts} /> to invite you.
        </p>
      </>
    ),
  });
}
