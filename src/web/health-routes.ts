import { type RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import { methodNotAllowed } from './method-not-allowed.ts';

/** `reasons` and `warnings` are words for an operator, without secrets: the route is open to whoever reaches the port. */
type HealthReport =
  | { readonly ready: true; readonly warnings?: readonly string[] }
  | { readonly ready: false; readonly reasons: readonly string[] };

export type HealthCheck = () => Promise<HealthReport>;

/** A check that hangs says "not ready" before the one who asks gives up. */
const CHECK_DEADLINE_MS = 3_000;

/** `/healthz`: the process answers. `/readyz`: it can do its work, else 503 and why. */
export function healthRoutes(check: HealthCheck, log: Logger): Router {
  const router = Router();
  const alive: RequestHandler = (_request, response) =>
    void response.set('Cache-Control', 'no-store').type('text/plain').send('ok\n');
  const ready: RequestHandler = async (_request, response) => {
    const report = await reportInTime(check, log);
    response
      .status(report.ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json(report);
  };
  router.route('/healthz').get(alive).all(methodNotAllowed('GET, HEAD'));
  router.route('/readyz').get(ready).all(methodNotAllowed('GET, HEAD'));
  return router;
}

const tooLate: HealthReport = { ready: false, reasons: ['the check did not answer in time'] };

async function reportInTime(check: HealthCheck, log: Logger): Promise<HealthReport> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<HealthReport>((resolve) => {
    timer = setTimeout(() => resolve(tooLate), CHECK_DEADLINE_MS);
  });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    log.warn({ err: error }, 'The readiness check failed.');
    return { ready: false, reasons: ['the check failed; the log says why'] };
  } finally {
    clearTimeout(timer);
  }
}
