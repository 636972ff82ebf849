import { maskEmail } from '../../domain/email-address.ts';
import { momentText } from '../../domain/moment-text.ts';
import type { InvitationFacts } from '../invitation-pages.ts';
import type { Paths } from '../paths.ts';
import { renderPage } from './page-frame.tsx';
import { WhomToAsk } from './text-link.tsx';

/** A new link has been asked for, now or a while ago: when, and what comes next. */
export function askedPage(facts: InvitationFacts, askedAt: Date, paths: Paths): string {
  return renderPage({
    paths,
    organizationName: facts.organizationName,
    heading: 'You asked for a new link',
    children: (
      <>
        <p>Your request went out on {momentText(askedAt, facts.zone)}.</p>
        <p>
          A person looks at it. The new link comes by mail to {maskEmail(facts.address)}; you can close this page. If
          nothing arrives, you can ask again 12 hours after that, or turn to <WhomToAsk facts={facts} />.
        </p>
      </>
    ),
  });
}
