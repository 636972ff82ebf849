import { type RequestHandler, Router } from 'express';
import { methodNotAllowed } from './method-not-allowed.ts';
import { STYLESHEET } from './stylesheet.ts';

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#17614a"/><path d="M10 8v9a6 6 0 0 0 12 0V8" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round"/></svg>`;

/** The same bytes for everyone. The stylesheet's address carries its version, so it may be kept for a year. */
export function assetRoutes(): Router {
  const router = Router();
  const asset =
    (type: string, content: string, seconds: number): RequestHandler =>
    (_request, response) =>
      void response.set('Cache-Control', `public, max-age=${seconds}, immutable`).type(type).send(content);
  router
    .route('/assets/usher.css')
    .get(asset('text/css', STYLESHEET, 31_536_000))
    .all(methodNotAllowed('GET, HEAD'));
  router
    .route('/assets/usher.svg')
    .get(asset('image/svg+xml', ICON, 86_400))
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}
