import type { VNode } from 'preact';
import { maskEmail } from '../../domain/email-address.ts';
import { momentText } from '../../domain/moment-text.ts';
import type { OpenInvitation } from '../invitation-pages.ts';
import type { FormContext } from './form-context.ts';
import { FactRow, MembershipRows } from './membership-facts.tsx';
import { NameFields, type NameProblems, ProblemSummary } from './name-fields.tsx';
import { renderPage } from './page-frame.tsx';
import { PostForm } from './post-form.tsx';

/** The open invitation: who, what and until when, then Accept, or a friendly no. `problems` when the form came back. */
export function invitationPage(view: OpenInvitation, context: FormContext, problems?: NameProblems): string {
  const { organizationName, inviterName, invitationId } = view;
  const asksNames = view.firstName === null || view.lastName === null;
  return renderPage({
    paths: context.paths,
    organizationName,
    heading: inviterName
      ? `${inviterName} invited you to ${organizationName}`
      : `You're invited to ${organizationName}`,
    hasProblems: problems !== undefined,
    children: (
      <>
        {problems && <ProblemSummary problems={problems} />}
        <Greeting view={view} />
        <dl>
          <MembershipRows facts={view} />
          <FactRow label="For">{maskEmail(view.address)}</FactRow>
          <FactRow label="Open until">{momentText(view.expiresAt, view.zone)}</FactRow>
        </dl>
        <PostForm act="accept" invitationId={invitationId} context={context}>
          {asksNames && <p class="hint">Your colleagues will see your name.</p>}
          <NameFields view={view} {...(problems && { problems })} />
          <button type="submit">Accept and join</button>
        </PostForm>
        <DeclineSection view={view} context={context} />
      </>
    ),
  });
}

function Greeting({ view }: { readonly view: OpenInvitation }): VNode {
  return (
    <>
      {view.note && (
        <figure>
          <figcaption>{view.inviterName ? `${view.inviterName} writes` : 'A note for you'}</figcaption>
          <blockquote>{view.note}</blockquote>
        </figure>
      )}
      <p>Hello{view.firstName ? ` ${view.firstName}` : ''}, this is what you get when you accept.</p>
    </>
  );
}

function DeclineSection({ view, context }: { readonly view: OpenInvitation; readonly context: FormContext }): VNode {
  return (
    <section aria-labelledby="decline-title">
      <h2 id="decline-title">Not for you?</h2>
      <p>Then say so, and {view.inviterName ?? view.organizationName} will know. Nothing else happens.</p>
      <PostForm act="decline" invitationId={view.invitationId} context={context}>
        <div class="check">
          <input type="checkbox" id="stop" name="stop" value="yes" />
          <label for="stop">Don't write to me again</label>
        </div>
        <button type="submit" class="quiet">
          No, thanks
        </button>
      </PostForm>
    </section>
  );
}
