import { type RequestHandler, Router } from 'express';
import { acceptInvitation } from './accept-invitation.ts';
import { allowWriting, askForNewLink, declineInvitation, stopWriting } from './answer-invitation.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { showInvitation, showStop } from './show-invitation.ts';
import { type Answer, forForm, forHolder, parseForm, type WebContext } from './visit.ts';

/** For pages that are shown, and the stricter one for forms that are sent. */
export type Limits = { readonly show: RequestHandler; readonly send: RequestHandler };

/** The clean pages, once the token has moved into a cookie. GET tells; POST does, and then goes back to GET. */
export function invitationRoutes(context: WebContext, limits: Limits): Router {
  const router = Router();
  const show = (answer: Answer) => [limits.show, forHolder(context, answer)];
  const send = (answer: Answer) => [limits.send, parseForm, forForm(context, answer)];
  // Someone who reloads by the address bar after a form was refused stands on the form's address.
  const toPage: RequestHandler<{ id: string }> = (request, response) =>
    response.redirect(303, context.paths.invitation(request.params.id));
  const forms = { accept: acceptInvitation, decline: declineInvitation, ask: askForNewLink, allow: allowWriting };

  router.route('/invitations/:id').get(show(showInvitation)).all(methodNotAllowed('GET, HEAD'));
  router
    .route('/invitations/:id/stop')
    .get(show(showStop))
    .post(send(stopWriting))
    .all(methodNotAllowed('GET, HEAD, POST'));
  for (const [act, answer] of Object.entries(forms)) {
    router.route(`/invitations/:id/${act}`).get(toPage).post(send(answer)).all(methodNotAllowed('GET, HEAD, POST'));
  }
  return router;
}
