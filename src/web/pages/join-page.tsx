import type { VNode } from 'preact';
import { momentText } from '../../domain/moment-text.ts';
import type { AskCodeRefusal } from '../../services/ask-join-code.ts';
import type { OpenJoin } from '../join-pages.ts';
import type { Paths } from '../paths.ts';
import { FactRow } from './membership-facts.tsx';
import { renderPage } from './page-frame.tsx';

export type AddressProblem = { readonly kind: AskCodeRefusal['kind'] | 'no_address'; readonly typed: string } & {
  readonly whose?: 'address' | 'link';
};

type JoinPlace = { readonly paths: Paths; readonly token: string; readonly problem?: AddressProblem };

const or = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** What whoever has an invite link can join as, and the address that they have. */
export function joinPage(view: OpenJoin, { paths, token, problem }: JoinPlace): string {
  const { organizationName, domains } = view;
  return renderPage({
    paths,
    organizationName,
    heading: `Join ${organizationName}`,
    hasProblems: problem !== undefined,
    children: (
      <>
        {problem && <Problem problem={problem} view={view} />}
        <p>You have a link by which you can join {organizationName}. This is what you get.</p>
        <dl>
          <FactRow label="Role">
            {view.roleName} {view.roleDescription && <small>{view.roleDescription}</small>}
          </FactRow>
          {view.teamName && <FactRow label="Team">{view.teamName}</FactRow>}
          <FactRow label="For">
            {domains.length > 0 ? `addresses at ${or.format(domains)}` : 'any address of yours'}
          </FactRow>
          <FactRow label="Open until">{momentText(view.expiresAt, view.zone)}</FactRow>
        </dl>
        <form method="post" action={paths.join(token)} noValidate>
          <div class="field">
            <label for="email">Your email address</label>
            {problem && (
              <span class="error" id="email-error">
                {problemText(problem, view)}
              </span>
            )}
            <input
              type="email"
              id="email"
              name="email"
              value={problem?.typed ?? ''}
              autocomplete="email"
              autocapitalize="none"
              spellcheck={false}
              required
              {...(problem && { 'aria-invalid': 'true' as const, 'aria-describedby': 'email-error' })}
            />
          </div>
          <p class="hint">We mail a code there, which you type on the next page. Nothing else happens before.</p>
          <button type="submit">Mail me a code</button>
        </form>
        <section aria-labelledby="slack-title">
          <h2 id="slack-title">Are you in our Slack workspace?</h2>
          <p>
            Then type <code>{view.slackCommand}</code> there, and the address of this page behind it. No code is needed.
          </p>
        </section>
      </>
    ),
  });
}

function Problem({ problem, view }: { readonly problem: AddressProblem; readonly view: OpenJoin }): VNode {
  return (
    <div class="problem" role="alert" aria-labelledby="problem-title">
      <h2 id="problem-title">No code was mailed</h2>
      <ul>
        <li>
          <a href="#email">{problemText(problem, view)}</a>
        </li>
      </ul>
    </div>
  );
}

function problemText({ kind, whose }: AddressProblem, { domains, organizationName }: OpenJoin): string {
  switch (kind) {
    case 'no_address':
      return 'Type your email address, such as grace@example.com.';
    case 'domain_not_welcome':
      return domains.length > 0
        ? `This link is for addresses at ${or.format(domains)}. Type the one that you have there.`
        : `${organizationName} does not take addresses there. Type another one of yours.`;
    default:
      return whose === 'address'
        ? 'Several codes went to this address within the hour. Take the newest one, or wait an hour and try again.'
        : 'Very many people use this link at the moment. Wait some minutes and try again.';
  }
}
