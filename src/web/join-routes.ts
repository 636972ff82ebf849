import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { checkName } from '../domain/person-name.ts';
import type { CodeProblems, JoinPages, JoinView, TypedJoin } from './join-pages.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { joinCodePage } from './pages/join-code-page.tsx';
import { joinPage } from './pages/join-page.tsx';
import { joinRefusedPage } from './pages/join-refused-page.tsx';
import { joinStatePage } from './pages/join-state-page.tsx';
import type { Paths } from './paths.ts';
import { requestIdOf } from './request-id.ts';
import { parseForm, sayNotFound } from './visit.ts';

type JoinContext = { readonly service: JoinPages; readonly paths: Paths };

type OnLink = Request<{ token: string }>;
type OnCode = Request<{ token: string; codeId: string }>;

/**
 * The pages of invite links. The link is no secret of one person, so it stays in the address bar, and no cookie is needed: whoever
 * mails a code to somebody by a form of another site could do so without one. GET shows; only POST asks for a code, or joins.
 */
export function joinRoutes(
  context: JoinContext,
  limits: { readonly show: RequestHandler; readonly send: RequestHandler },
): Router {
  const router = Router();
  router
    .route('/join/:token')
    .get(limits.show, (request: OnLink, response) => showJoin(context, request, response))
    .post(limits.send, parseForm, (request: OnLink, response) => askCode(context, request, response))
    .all(methodNotAllowed('GET, HEAD, POST'));
  router
    .route('/join/:token/:codeId')
    .get(limits.show, (request: OnCode, response) => showCode(context, request, response))
    .post(limits.send, parseForm, (request: OnCode, response) => join(context, request, response))
    .all(methodNotAllowed('GET, HEAD, POST'));
  return router;
}

async function showJoin(context: JoinContext, { params }: OnLink, response: Response): Promise<void> {
  sendJoin(context, response, params.token, await context.service.view(params.token));
}

function sendJoin(context: JoinContext, response: Response, token: string, view: JoinView): void {
  const { paths } = context;
  if (view.state === 'unknown') sayNotFound(context, response);
  else if (view.state === 'open') response.send(joinPage(view, { paths, token }));
  else response.status(isForGood(view.why.kind) ? 410 : 403).send(joinRefusedPage(view, view.why, paths));
}

const isForGood = (kind: string): boolean => ['link_revoked', 'link_ended', 'link_used_up'].includes(kind);

const addressForm = z.object({ email: z.string().catch('') });

async function askCode(context: JoinContext, { params, body }: OnLink, response: Response): Promise<void> {
  const { service, paths } = context;
  const { token } = params;
  const { email } = addressForm.catch({ email: '' }).parse(body);
  const asked = await service.ask(token, email, requestIdOf(response));
  if ('codeId' in asked) return response.redirect(303, paths.join(token, asked.codeId));
  const view = await service.view(token);
  // Closed, or none of ours: the page that says so.
  if (view.state !== 'open') return sendJoin(context, response, token, view);
  const problem = { kind: asked.refusal.kind, typed: email };
  const status = asked.refusal.kind === 'too_many_codes' ? 429 : 422;
  response.status(status).send(joinPage(view, { paths, token, problem: { ...asked.refusal, ...problem } }));
}

async function showCode(context: JoinContext, { params }: OnCode, response: Response): Promise<void> {
  const view = await context.service.viewCode(params.token, params.codeId);
  if (view.state === 'unknown') return sayNotFound(context, response);
  const place = { paths: context.paths, ...params };
  if (view.state === 'waiting') return void response.send(joinCodePage(view, place));
  response.status(view.state === 'over' ? 410 : 200).send(joinStatePage(view, place));
}

const codeForm = z.object({
  code: z.string().catch(''),
  firstName: z.string().catch(''),
  lastName: z.string().catch(''),
});

async function join(context: JoinContext, { params, body }: OnCode, response: Response): Promise<void> {
  const { service, paths } = context;
  const { token, codeId } = params;
  const typed = codeForm.catch({ code: '', firstName: '', lastName: '' }).parse(body);
  const read = readTyped(typed);
  if ('problems' in read) return showProblems(context, params, response, read.problems);
  const refusal = await service.join(token, codeId, read.values, requestIdOf(response));
  if (refusal === null || refusal.kind === 'code_expired') return response.redirect(303, paths.join(token, codeId));
  switch (refusal.kind) {
    case 'invite_link_unknown':
      return sayNotFound(context, response);
    case 'code_wrong':
      return showProblems(context, params, response, { typed, code: refusal });
    default: {
      const view = await service.view(token);
      if (view.state === 'unknown') return sayNotFound(context, response);
      const status = isForGood(refusal.kind) ? 410 : 403;
      response.status(refusal.kind === 'already_member' ? 200 : status).send(joinRefusedPage(view, refusal, paths));
    }
  }
}

async function showProblems(
  { service, paths }: JoinContext,
  { token, codeId }: { readonly token: string; readonly codeId: string },
  response: Response,
  problems: CodeProblems,
): Promise<void> {
  const view = await service.viewCode(token, codeId);
  // The last wrong one ended it, or it ran out meanwhile.
  if (view.state !== 'waiting') return response.redirect(303, paths.join(token, codeId));
  response.status(422).send(joinCodePage(view, { paths, token, codeId }, problems));
}

/** Names first: a wrong code would be counted although the form comes back anyway. */
const readTyped = (
  typed: CodeProblems['typed'],
): { readonly values: TypedJoin } | { readonly problems: CodeProblems } => {
  const [first, last] = [checkName(typed.firstName), checkName(typed.lastName)];
  const code = typed.code.replace(/\s/g, '');
  if (first.ok && last.ok && code !== '') return { values: { code, first: first.value, last: last.value } };
  return {
    problems: {
      typed,
      ...(!first.ok && { firstName: first.refusal }),
      ...(!last.ok && { lastName: last.refusal }),
      ...(code === '' && { code: { kind: 'code_missing' } as const }),
    },
  };
};
