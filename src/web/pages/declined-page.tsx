import { momentText } from '../../domain/moment-text.ts';
import type { DeclinedInvitation } from '../invitation-pages.ts';
import { AllowForm } from './allow-form.tsx';
import type { FormContext } from './form-context.ts';
import { renderPage } from './page-frame.tsx';
import { PostForm } from './post-form.tsx';
import { WhomToAsk } from './text-link.tsx';

export function declinedPage(view: DeclinedInvitation, context: FormContext): string {
  return renderPage({
    paths: context.paths,
    organizationName: view.organizationName,
    heading: 'You said no, thanks',
    children: (
      <>
        <p>
          You declined the invitation to {view.organizationName} on {momentText(view.declinedAt, view.zone)}.
          {view.stopped && ' We will not write to this address again.'}
        </p>
        <p>
          Changed your mind? Ask <WhomToAsk facts={view} /> to invite you again.
        </p>
        {view.stopped && <AllowForm invitationId={view.invitationId} context={context} />}
        {!view.stopped && (
          <PostForm act="stop" invitationId={view.invitationId} context={context}>
            <button type="submit" class="quiet">
              Don't write to me again
            </button>
          </PostForm>
        )}
      </>
    ),
  });
}
