import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type Express, type RequestHandler, Router } from 'express';
import type { MetricsText } from '../ports/metrics.ts';
import { methodNotAllowed } from './method-not-allowed.ts';

export type MetricsDoor = {
  readonly text: MetricsText;
  /** Whoever reads has to bring it. Null where who reaches the port may read. */
  readonly token: string | null;
};

/** `/metrics` in Prometheus' text format. */
export const metricsRoutes = ({ text, token }: MetricsDoor): Router => {
  const router = Router();
  const read: RequestHandler = async (request, response) => {
    response.set('Cache-Control', 'no-store');
    if (token !== null && !isBearer(request.get('authorization') ?? '', token)) {
      response
        .status(401)
        .set('WWW-Authenticate', 'Bearer')
        .type('text/plain')
        .send('Bring METRICS_TOKEN as Bearer.\n');
      return;
    }
    const read = await text();
    response.set('Content-Type', read.contentType).send(read.text);
  };
  router.route('/metrics').get(read).all(methodNotAllowed('GET, HEAD'));
  return router;
};

/** For a port of its own, which serves nothing else. */
export const createMetricsApp = (door: MetricsDoor): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(metricsRoutes(door));
  app.use((_request, response) => void response.status(404).type('text/plain').send('Only /metrics is here.\n'));
  return app;
};

/** Digests are of one length, so that comparing them tells nothing of either. */
const isBearer = (header: string, token: string): boolean => {
  const [, given = ''] = /^Bearer +(\S+)$/i.exec(header) ?? [];
  return timingSafeEqual(digest(given), digest(token));
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
