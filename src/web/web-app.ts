import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import cookieParser from 'cookie-parser';
import express, { type Router } from 'express';
import type { Logger } from 'pino';
import { assetRoutes } from './asset-routes.ts';
import { type BounceHook, bounceRoutes } from './bounce-routes.ts';
import { errorHandler } from './error-handler.ts';
import { type HealthCheck, healthRoutes } from './health-routes.ts';
import type { InvitationPages } from './invitation-pages.ts';
import { invitationRoutes } from './invitation-routes.ts';
import type { JoinPages } from './join-pages.ts';
import { joinRoutes } from './join-routes.ts';
import { linkRoutes } from './link-routes.ts';
import { type MetricsDoor, metricsRoutes } from './metrics-routes.ts';
import { type Paths, pathsOf } from './paths.ts';
import { limitPerAddress } from './rate-limit.ts';
import { giveRequestId } from './request-id.ts';
import { privatePage, securityHeaders } from './security-headers.ts';
import { tokenCookies } from './token-cookie.ts';
import { sayNotFound } from './visit.ts';

export type WebAppInput = {
  readonly service: InvitationPages;
  readonly joins: JoinPages;
  /** What people reach us by; every address we write is built from it. Null: nobody does, and no invitation has a page. */
  readonly publicUrl: string | null;
  /** Express' "trust proxy": whose X-Forwarded-For is believed. The limits count by what comes out. */
  readonly trustProxy: boolean | number | string[];
  readonly log: Logger;
  readonly health: HealthCheck;
  /** Null: there is no such page. */
  readonly bounces?: BounceHook | null;
  /** Null: there is no such page. */
  readonly metrics?: MetricsDoor | null;
  /** Bolt's receiver in HTTP mode. It gets what comes below `/slack/` and nothing else, and hands on what is not its own. */
  readonly slack?: ((request: IncomingMessage, response: ServerResponse, next: () => void) => void) | undefined;
  /** Links opened, and forms sent, by one network address in a minute. */
  readonly limitPerMinute?: number | undefined;
};

/** A page is cheap, and one visit needs several. */
const SHOW_FACTOR = 5;

/** The web edge: Slack's requests in HTTP mode, the invitation pages, health. Listens to nothing by itself. */
export function createWebApp(input: WebAppInput): RequestListener {
  const { publicUrl, log } = input;
  const paths = pathsOf(publicUrl);
  const app = express();
  app.set('trust proxy', input.trustProxy);
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(giveRequestId);
  app.use(securityHeaders, healthRoutes(input.health, log), assetRoutes());
  if (input.bounces) app.use(bounceRoutes(input.bounces));
  if (input.metrics) app.use(metricsRoutes(input.metrics));
  app.use(privatePage);
  if (publicUrl !== null) app.use(cookieParser(), ...pagesOf(input, publicUrl, paths));
  app.use((_request, response) => sayNotFound({ paths }, response));
  app.use(errorHandler(paths, log));
  const { slack } = input;
  if (!slack) return app;
  // Before all that reads or counts: Bolt checks Slack's signature over the raw body, and Slack calls from few IPs.
  return (request, response) => {
    if (request.url?.startsWith('/slack/')) slack(request, response, () => app(request, response));
    else app(request, response);
  };
}

/** The pages of those who are invited. */
function pagesOf({ service, joins, log, limitPerMinute = 20 }: WebAppInput, publicUrl: string, paths: Paths): Router[] {
  const context = { service, paths, cookies: tokenCookies(publicUrl, paths), log };
  // One count for links and forms: both are where a token is tried.
  const send = limitPerAddress(limitPerMinute, paths, log);
  const show = limitPerAddress(limitPerMinute * SHOW_FACTOR, paths, log);
  // A whole office, which sits behind one address, may join by one link at once; codes are counted by link and by address as well.
  const crowd = limitPerAddress(limitPerMinute * SHOW_FACTOR, paths, log);
  return [
    linkRoutes(context, send),
    invitationRoutes(context, { show, send }),
    joinRoutes({ service: joins, paths }, { show, send: crowd }),
  ];
}
