import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

/** Gives each request an id of its own: in the audit entry of what it changed, and on the error page and in the log. */
export const giveRequestId: RequestHandler = (_request, response, next) => {
  response.locals['requestId'] = randomUUID();
  next();
};

export const requestIdOf = (response: Response): string => String(response.locals['requestId']);
