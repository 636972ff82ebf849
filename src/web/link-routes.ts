import { type Request, type RequestHandler, type Response, Router, text } from 'express';
import { z } from 'zod';
import { methodNotAllowed } from './method-not-allowed.ts';
import { requestIdOf } from './request-id.ts';
import { parseForm, sayNotFound, type WebContext } from './visit.ts';

/** RFC 8058: what mail programs post when someone presses their own "unsubscribe", as one of the two kinds of a form. */
const oneClick = z.union([
  z.object({ 'List-Unsubscribe': z.literal('One-Click') }),
  z.string().regex(/name="?List-Unsubscribe"?[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\nOne-Click\s/),
]);
const parseMultipart = text({ type: 'multipart/form-data', limit: '10kb' });

/** The addresses that stand in mails. GET moves the token into a cookie and goes on to the clean page, no more. */
export function linkRoutes(context: WebContext, limit: RequestHandler): Router {
  const { paths } = context;
  const router = Router();
  router.route('/i/:token').get(limit, openLink(context, paths.invitation)).all(methodNotAllowed('GET, HEAD'));
  router
    .route('/i/:token/stop')
    .get(
      limit,
      openLink(context, (id) => paths.act(id, 'stop')),
    )
    .post(limit, parseForm, parseMultipart, stopByOneClick(context))
    .all(methodNotAllowed('GET, HEAD, POST'));
  return router;
}

function openLink(context: WebContext, target: (invitationId: string) => string) {
  return async (request: Request<{ token: string }>, response: Response): Promise<void> => {
    const { token } = request.params;
    const opened = await context.service.openLink(token);
    if (opened.kind === 'unknown') return sayNotFound(context, response);
    context.cookies.set(response, opened.invitationId, token);
    response.redirect(303, target(opened.invitationId));
  };
}

/** No cookie and no form here: a mail program sends it, not a page, and the address itself is the proof. */
function stopByOneClick(context: WebContext) {
  return async (request: Request<{ token: string }>, response: Response): Promise<void> => {
    if (!oneClick.safeParse(request.body).success) return sayNotFound(context, response);
    const outcome = await context.service.stop(request.params.token, requestIdOf(response));
    if (outcome.kind !== 'stopped') return sayNotFound(context, response);
    response.type('text/plain').send('We will not write to this address again.\n');
  };
}
