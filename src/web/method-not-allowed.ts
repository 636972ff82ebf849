import type { RequestHandler } from 'express';

/** Last on a route: whatever else is asked of it, OPTIONS included, is refused and changes nothing. */
export const methodNotAllowed =
  (allowed: string): RequestHandler =>
  (_request, response) => {
    response.set('Allow', allowed).status(405).type('text/plain').send('Method not allowed\n');
  };
