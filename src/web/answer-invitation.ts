import { z } from 'zod';
import { allowedPage } from './pages/allowed-page.tsx';
import { askedPage } from './pages/asked-page.tsx';
import { requestIdOf } from './request-id.ts';
import { goToInvitation, sayNotFound, type Visit, type WebContext } from './visit.ts';

/** An unticked box is not sent at all. */
const declineForm = z.object({ stop: z.literal('yes').optional().catch(undefined) });

/** "No, thanks", with or without "don't write to me again". */
export async function declineInvitation(context: WebContext, visit: Visit): Promise<void> {
  const { stop } = declineForm.parse(visit.request.body);
  const choice = { stop: stop === 'yes' };
  const outcome = await context.service.decline(visit.token, choice, requestIdOf(visit.response));
  if (outcome.kind === 'unknown') return sayNotFound(context, visit.response);
  goToInvitation(context, visit);
}

/** Issues nothing: a person is asked to. Asked again too soon, the page says when it was asked. */
export async function askForNewLink(context: WebContext, visit: Visit): Promise<void> {
  const view = await context.service.view(visit.token);
  const outcome = await context.service.askForNewLink(visit.token, requestIdOf(visit.response));
  if (view.state === 'unknown' || outcome.kind === 'unknown') return sayNotFound(context, visit.response);
  if (outcome.kind === 'not_needed') return goToInvitation(context, visit);
  visit.response.send(askedPage(view, outcome.at, context.paths));
}

/** Sends nothing: what was declined stays so. */
export async function allowWriting(context: WebContext, visit: Visit): Promise<void> {
  const view = await context.service.view(visit.token);
  const outcome = await context.service.allow(visit.token, requestIdOf(visit.response));
  if (view.state === 'unknown' || outcome.kind === 'unknown') return sayNotFound(context, visit.response);
  if (outcome.kind === 'not_theirs') return goToInvitation(context, visit);
  visit.response.send(allowedPage(view, context.paths));
}

export async function stopWriting(context: WebContext, visit: Visit): Promise<void> {
  const outcome = await context.service.stop(visit.token, requestIdOf(visit.response));
  if (outcome.kind === 'unknown') return sayNotFound(context, visit.response);
  if (outcome.kind === 'not_theirs') return goToInvitation(context, visit);
  context.cookies.set(visit.response, visit.invitationId, visit.token);
  visit.response.redirect(303, context.paths.act(visit.invitationId, 'stop'));
}
