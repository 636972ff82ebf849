import type { ErrorRequestHandler, Request } from 'express';
import type { Logger } from 'pino';
import { badRequestPage } from './pages/bad-request-page.tsx';
import { errorPage } from './pages/error-page.tsx';
import { notFoundPage } from './pages/not-found-page.tsx';
import type { Paths } from './paths.ts';
import { requestIdOf } from './request-id.ts';

/**
 * Where every thrown thing ends: the person gets plain words and the id that the log has too. Addresses are not logged
 * (they carry tokens), only the pattern of the route.
 */
export function errorHandler(paths: Paths, log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    // What can't be decoded is a link that does not work, and answers as every other one.
    if (error instanceof URIError) return void response.status(404).send(notFoundPage(paths));
    const status = requestFault(error);
    if (status !== null) return void response.status(status).send(badRequestPage(paths));
    const requestId = requestIdOf(response);
    log.error({ err: error, requestId, method: request.method, route: routeOf(request) }, 'A web request failed.');
    response.status(500).send(errorPage(paths, requestId));
  };
}

/** body-parser marks what the sender did wrong (too large, unreadable, cut off) with a 4xx status and `expose`. */
function requestFault(error: unknown): number | null {
  if (!(error instanceof Error) || !('status' in error) || !('expose' in error)) return null;
  const { status, expose } = error;
  return expose === true && typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

function routeOf(request: Request): string | null {
  const route: unknown = request.route?.path;
  return typeof route === 'string' ? route : null;
}
