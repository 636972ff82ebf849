import type { RequestHandler } from 'express';

/**
 * Only the page itself may ask: another name for this address (DNS rebinding) is refused, and whatever changes something has to
 * come from the page, not from another site in the same browser.
 */
export const guard =
  (port: () => number): RequestHandler =>
  (request, response, next) => {
    const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    const host = request.headers.host ?? '';
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const isOwn = hosts.includes(host) && (isRead || request.headers.origin === `http://${host}`);
    response.set({
      'Content-Security-Policy': PAGE_POLICY,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'SAMEORIGIN',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    if (isOwn) next();
    else response.status(403).json({ error: 'Only the page of the sandbox may ask for this.' });
  };

// A picture of a message comes from wherever the app says, as in Slack; nothing else does.
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src 'self' data: https: http://127.0.0.1:*; base-uri 'none'; form-action 'none'";

/** A mail as a mail program shows it: its own styles, no script, nothing loaded; links open in a new tab. */
export const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox";
