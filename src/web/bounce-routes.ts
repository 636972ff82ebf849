import { createHmac, timingSafeEqual } from 'node:crypto';
import express, { type RequestHandler, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { z } from 'zod';
import type { BounceReport } from '../domain/bounce.ts';
import { findMailedLink } from '../domain/message-id.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { requestIdOf } from './request-id.ts';

export type BounceHook = {
  readonly secret: string;
  /** The database's clock. */
  readonly now: () => Promise<Date>;
  readonly note: (report: BounceReport, requestId: string) => Promise<void>;
  /** Of one network address. */
  readonly limitPerMinute?: number | undefined;
};

const WINDOW_MS = 5 * 60_000;
const BODY_LIMIT = '16kb';

const schema = z.object({
  messageId: z.string().max(500),
  action: z.enum(['failed', 'delayed']).default('failed'),
  status: z
    .string()
    .regex(/^[245]\.\d{1,3}\.\d{1,3}$/)
    .nullish(),
});

/**
 * `POST /bounces`: what a mail service reports of a mail that came back. The body is signed together with the time, in seconds, at
 * which it was sent: `Usher-Signature` is the hex HMAC-SHA-256 of `{Usher-Timestamp}.{body}`. 401 tells whoever has no secret nothing.
 */
export function bounceRoutes(hook: BounceHook): Router {
  const router = Router();
  const answer: RequestHandler = async (request, response) => {
    // Without a body there is none to read.
    const body: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const timestamp = request.get('usher-timestamp') ?? '';
    const isSigned = hasSignature(hook.secret, timestamp, body, request.get('usher-signature') ?? '');
    if (!isSigned || !isInTime(timestamp, await hook.now())) {
      return void response.status(401).type('text/plain').send('Not signed, or too late\n');
    }
    const parsed = parse(body);
    if (!parsed) return void response.status(400).type('text/plain').send('Not a report of a returned mail\n');
    const link = findMailedLink(parsed.messageId);
    // A mail of another kind, or of somebody else: nothing to note, and nothing that the sender could mend.
    if (link) await hook.note({ link, action: parsed.action, status: parsed.status ?? null }, requestIdOf(response));
    response.status(204).end();
  };
  const read = express.raw({ type: () => true, limit: BODY_LIMIT });
  router
    .route('/bounces')
    .post(limit(hook.limitPerMinute ?? 600), read, answer)
    .all(methodNotAllowed('POST'));
  return router;
}

const hasSignature = (secret: string, timestamp: string, body: Buffer, given: string): boolean => {
  const right = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
  const claimed = Buffer.from(/^[0-9a-f]{64}$/i.test(given) ? given : '', 'hex');
  return claimed.length === right.length && timingSafeEqual(claimed, right);
};

/** Asked after the signature, so that nobody without the secret makes us ask the database. */
const isInTime = (timestamp: string, now: Date): boolean =>
  /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) * 1000 - now.getTime()) <= WINDOW_MS;

const parse = (body: Buffer): z.infer<typeof schema> | undefined => {
  try {
    return schema.safeParse(JSON.parse(body.toString('utf8'))).data;
  } catch {
    return undefined;
  }
};

const limit = (perMinute: number): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    validate: false,
    handler: (_request, response) => void response.status(429).type('text/plain').send('Too many\n'),
  });
