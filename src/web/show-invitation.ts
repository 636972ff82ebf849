import type { Request } from 'express';
import { formTokenOf } from './form-token.ts';
import { statePage } from './pages/state-page.ts';
import { stopPage } from './pages/stop-page.tsx';
import { sayNotFound, type Visit, type WebContext } from './visit.ts';

/** The page of an invitation, by its state. */
export async function showInvitation(context: WebContext, visit: Visit): Promise<void> {
  const { service, paths } = context;
  const view = await service.view(visit.token);
  if (view.state === 'unknown') return sayNotFound(context, visit.response);
  if (view.state === 'open' && isReadByPerson(visit.request)) await noteOpened(context, visit.token);
  visit.response.send(statePage(view, { paths, formToken: formTokenOf(visit.token) }));
}

/** "Don't write to me again", one button, in every state of the invitation. */
export async function showStop(context: WebContext, visit: Visit): Promise<void> {
  const view = await context.service.view(visit.token);
  if (view.state === 'unknown') return sayNotFound(context, visit.response);
  visit.response.send(stopPage(view, { paths: context.paths, formToken: formTokenOf(visit.token) }));
}

/** As far as one can tell: HEAD and a browser's prefetch are not. */
function isReadByPerson(request: Request<{ id: string }>): boolean {
  const purposes = ['sec-purpose', 'purpose', 'x-moz', 'x-purpose'].map((name) => request.get(name) ?? '');
  return request.method === 'GET' && !purposes.some((purpose) => /prefetch|prerender|preview/i.test(purpose));
}

/** A hint that is lost costs nothing; a page that fails because of it would. */
async function noteOpened({ service, log }: WebContext, token: string): Promise<void> {
  try {
    await service.noteOpened(token);
  } catch (error) {
    log.warn({ err: error }, 'Could not note that an invitation was opened.');
  }
}
