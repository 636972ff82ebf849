import { type Request, type RequestHandler, type Response, urlencoded } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { isFormToken } from './form-token.ts';
import type { InvitationPages } from './invitation-pages.ts';
import { noCookiePage } from './pages/no-cookie-page.tsx';
import { notFoundPage } from './pages/not-found-page.tsx';
import type { Paths } from './paths.ts';
import type { TokenCookies } from './token-cookie.ts';

export type WebContext = {
  readonly service: InvitationPages;
  readonly paths: Paths;
  readonly cookies: TokenCookies;
  readonly log: Logger;
};

/** One request of someone whose browser holds the token of the invitation in the address. */
export type Visit = {
  readonly request: Request<{ id: string }>;
  readonly response: Response;
  readonly invitationId: string;
  readonly token: string;
};

export type Answer = (context: WebContext, visit: Visit) => Promise<void>;

/** For our own forms only, and small: nothing we ask for is long. */
export const parseForm: RequestHandler = urlencoded({ extended: false, limit: '10kb' });

/** Answers holders of the link. Without the cookie it says what to do, alike whether the invitation exists or not. */
export function forHolder(context: WebContext, answer: Answer): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const invitationId = request.params.id;
    const token = context.cookies.read(request, invitationId);
    if (token === null) return sayOpenAgain(context, response);
    await answer(context, { request, response, invitationId, token });
  };
}

const sentForm = z.object({ form: z.string() });

/** As `forHolder`, for a form that was read on one of our pages by the one who sends it. */
export function forForm(context: WebContext, answer: Answer): RequestHandler<{ id: string }> {
  return forHolder(context, async (_context, visit) => {
    const sent = sentForm.safeParse(visit.request.body);
    if (!sent.success || !isFormToken(sent.data.form, visit.token)) return sayOpenAgain(context, visit.response);
    await answer(context, visit);
  });
}

function sayOpenAgain({ paths }: WebContext, response: Response): void {
  response.status(403).send(noCookiePage(paths));
}

/** The one answer to every link that is none. */
export function sayNotFound({ paths }: Pick<WebContext, 'paths'>, response: Response): void {
  response.status(404).send(notFoundPage(paths));
}

/** After a form: on to the page that tells how things stand now, which a reload asks for again without harm. */
export function goToInvitation({ cookies, paths }: WebContext, { response, invitationId, token }: Visit): void {
  // Renewed, so that the cookie outlives the page it leads to.
  cookies.set(response, invitationId, token);
  response.redirect(303, paths.invitation(invitationId));
}
