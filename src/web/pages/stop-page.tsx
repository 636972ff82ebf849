import { maskEmail } from '../../domain/email-address.ts';
import type { InvitationFacts } from '../invitation-pages.ts';
import { AllowForm } from './allow-form.tsx';
import type { FormContext } from './form-context.ts';
import { renderPage } from './page-frame.tsx';
import { PostForm } from './post-form.tsx';

/** Where "don't write to me again" in a mail leads: one button, no login; after it, that it is done. */
export function stopPage(facts: InvitationFacts, context: FormContext): string {
  const address = maskEmail(facts.address);
  if (facts.stopped) {
    return renderPage({
      paths: context.paths,
      organizationName: facts.organizationName,
      heading: 'We will not write to this address again',
      children: (
        <>
          <p>{address} gets no more invitations and no reminders from here.</p>
          <p>Changed your mind? Only you can take that back.</p>
          <AllowForm invitationId={facts.invitationId} context={context} />
        </>
      ),
    });
  }
  return renderPage({
    paths: context.paths,
    organizationName: facts.organizationName,
    heading: 'No more mail from here?',
    children: (
      <>
        <p>
          Then {address} gets no more invitations and no reminders, from {facts.organizationName} or anyone else who
          invites by this service. An invitation that is still open counts as declined.
        </p>
        <PostForm act="stop" invitationId={facts.invitationId} context={context}>
          <button type="submit">Don't write to me again</button>
        </PostForm>
      </>
    ),
  });
}
