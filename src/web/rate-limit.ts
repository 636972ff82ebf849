import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import { tooManyRequestsPage } from './pages/too-many-requests-page.tsx';
import type { Paths } from './paths.ts';

/**
 * At most `perMinute` requests of one address (IPv6: of one /56 network) in a minute, counted in this process: the
 * limit keeps guessing and hammering down, it is not what makes links safe. Answers 429 with Retry-After.
 */
export function limitPerAddress(perMinute: number, paths: Paths, log: Logger): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Complaints about the proxy setting, once each: a matter of configuration, so a warning.
    logger: {
      error: (error, text) => log.warn({ err: error }, text ?? 'The rate limit is not set up well.'),
      warn: (error, text) => log.warn({ err: error }, text ?? 'The rate limit is not set up well.'),
    },
    handler: (_request, response) => {
      response.status(429).send(tooManyRequestsPage(paths, perMinute));
    },
  });
}
