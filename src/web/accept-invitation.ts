import { formTokenOf } from './form-token.ts';
import type { NameRefusals, OpenInvitation } from './invitation-pages.ts';
import { readNames, type TypedNames } from './name-form.ts';
import { invitationPage } from './pages/invitation-page.tsx';
import { statePage } from './pages/state-page.ts';
import { requestIdOf } from './request-id.ts';
import { goToInvitation, sayNotFound, type Visit, type WebContext } from './visit.ts';

/** Accept was pressed. Who pressed it twice, or too late, gets the page that says what is true now. */
export async function acceptInvitation(context: WebContext, visit: Visit): Promise<void> {
  const view = await context.service.view(visit.token);
  if (view.state === 'unknown') return sayNotFound(context, visit.response);
  if (view.state !== 'open') return goToInvitation(context, visit);
  const read = readNames(visit.request.body, view);
  if (!read.ok) return showRefusals(context, visit, view, read.refusals, read.typed);

  const outcome = await context.service.accept(visit.token, read.names, requestIdOf(visit.response));
  switch (outcome.kind) {
    case 'joined':
    case 'not_open':
      return goToInvitation(context, visit);
    case 'unknown':
      return sayNotFound(context, visit.response);
    case 'names_refused':
      return showRefusals(context, visit, view, outcome.refusals, read.typed);
    case 'issuer_lost_right': {
      const orphaned = { ...view, state: 'issuer_lost_right', askedAt: null, canAsk: true } as const;
      const page = { paths: context.paths, formToken: formTokenOf(visit.token) };
      visit.response.status(409).send(statePage(orphaned, page));
    }
  }
}

function showRefusals(
  { paths }: WebContext,
  { response, token }: Visit,
  view: OpenInvitation,
  refusals: NameRefusals,
  typed: TypedNames,
): void {
  response.status(422).send(invitationPage(view, { paths, formToken: formTokenOf(token) }, { refusals, typed }));
}
