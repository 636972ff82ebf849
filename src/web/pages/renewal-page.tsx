import { maskEmail } from '../../domain/email-address.ts';
import { momentText } from '../../domain/moment-text.ts';
import type { ExpiredInvitation, OrphanedInvitation } from '../invitation-pages.ts';
import { askedPage } from './asked-page.tsx';
import type { FormContext } from './form-context.ts';
import { renderPage } from './page-frame.tsx';
import { PostForm } from './post-form.tsx';

/** An invitation that only a new link can help: it ran out, or who sent it may no longer give the role. */
export function renewalPage(view: ExpiredInvitation | OrphanedInvitation, context: FormContext): string {
  const { organizationName, inviterName, askedAt } = view;
  if (askedAt && !view.canAsk) return askedPage(view, askedAt, context.paths);
  const ranOut = view.state === 'expired';
  return renderPage({
    paths: context.paths,
    organizationName,
    heading: ranOut ? 'This link ran out' : 'This invitation needs a new link',
    children: (
      <>
        <p>
          {ranOut
            ? `Your invitation to ${organizationName} was open until ${momentText(view.expiredAt, view.zone)}.`
            : `Something changed in ${organizationName} since it was sent, so it can't be accepted as it is.`}
        </p>
        <p>
          Ask for a new link, and {ranOut && inviterName ? inviterName : `an admin of ${organizationName}`} can send it
          with one click. It comes to {maskEmail(view.address)}.
        </p>
        {askedAt && <p>You asked before, on {momentText(askedAt, view.zone)}.</p>}
        <PostForm act="ask" invitationId={view.invitationId} context={context}>
          <button type="submit">Ask for a new link</button>
        </PostForm>
      </>
    ),
  });
}
