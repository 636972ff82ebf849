import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { latency } from '../latency.ts';
import { type Answer, refuse } from './answer.ts';
import { callMethod } from './call-method.ts';
import type { Fault, FaultDesk } from './faults.ts';
import { takeUpload } from './methods/files.ts';
import type { RateLimits } from './rate-limits.ts';
import { readArguments } from './read-body.ts';
import type { ApiCall } from './records.ts';
import { useResponseUrl } from './response-url.ts';
import { scopesFor } from './scopes.ts';
import { openSockets, type Sockets } from './socket-mode.ts';
import { nowOf, type State, whileBusy } from './state.ts';

const send = (response: ServerResponse, status: number, body: Answer, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
};

const bearer = (request: IncomingMessage): string | undefined =>
  request.headers.authorization?.match(/^Bearer\s+(\S+)$/i)?.[1];

const outcomeOf = (
  fault: Fault | undefined,
  call: ApiCall,
  { state, sockets }: Desk,
): { status: number; answer: Answer } => {
  if (fault?.kind === 'status') {
    const answer = refuse(fault.status === 429 ? 'ratelimited' : 'service_unavailable');
    return { status: fault.status, answer };
  }
  if (fault?.kind === 'answer') return { status: 200, answer: refuse(fault.error, fault.fields) };
  if (call.method === 'apps.connections.open') return { status: 200, answer: sockets.invite(call.token) };
  return { status: 200, answer: callMethod(call.method, call.args, call.token, state) };
};

const tooOften = (call: ApiCall, { state, rateLimits }: Desk): Fault | undefined => {
  const retryAfter = rateLimits?.take(call, nowOf(state));
  return retryAfter === undefined ? undefined : { kind: 'status', status: 429, retryAfter };
};

const answerCall = async (request: IncomingMessage, response: ServerResponse, url: URL, desk: Desk): Promise<void> => {
  const { state, faultDesk } = desk;
  const method = url.pathname.slice('/api/'.length);
  const args = await readArguments(request, url);
  if (args === 'broken') return send(response, 200, refuse('invalid_json'));
  const { token: tokenArg, ...rest } = args;
  const token = bearer(request) ?? (typeof tokenArg === 'string' ? tokenArg : undefined);
  const call: ApiCall = {
    method,
    args: rest,
    token,
    at: Date.now(),
    ms: undefined,
    status: undefined,
    answer: undefined,
  };
  state.calls.push(call);
  await faultDesk.wait(method);
  await latency();
  const fault = faultDesk.take(method, rest) ?? tooOften(call, desk);
  if (fault?.kind === 'swallow') return;
  const { status, answer } = outcomeOf(fault, call, desk);
  Object.assign(call, { ms: Date.now() - call.at, status, answer });
  if (fault?.kind === 'lose') {
    request.socket.destroy();
    return;
  }
  await latency();
  send(response, status, answer, {
    date: new Date(nowOf(state)).toUTCString(),
    'x-oauth-scopes': [...state.scopes].join(','),
    'x-accepted-oauth-scopes': scopesFor(method).join(','),
    ...(fault?.kind === 'status' && fault.retryAfter !== undefined && { 'retry-after': String(fault.retryAfter) }),
  });
};

const answerResponseUrl = async (request: IncomingMessage, response: ServerResponse, url: URL, state: State) => {
  const args = await readArguments(request, url);
  if (args === 'broken') return send(response, 400, refuse('invalid_payload'));
  await latency();
  const { status, answer } = useResponseUrl(state, url.pathname.slice('/response/'.length), args);
  await latency();
  send(response, status, answer);
};

/** Slack answers a download without a good token with a login page and status 200, not with an error. */
const answerDownload = (request: IncomingMessage, response: ServerResponse, url: URL, state: State): void => {
  const file = state.files.get(url.pathname.split('/')[2] ?? '');
  const allowed = bearer(request) === state.app.token && state.token === 'good' && state.scopes.has('files:read');
  if (!allowed) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end('<!DOCTYPE html><html><head><title>Sign in to Slack</title></head><body></body></html>');
    return;
  }
  response.writeHead(file ? 200 : 404, { 'content-type': file ? 'text/csv' : 'text/html' });
  response.end(file);
};

/** The place to upload to asks for no token. */
const takeContent = async (request: IncomingMessage, response: ServerResponse, url: URL, desk: Desk): Promise<void> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (request.headers.authorization) desk.state.warnings.push('an upload carried the token of the app');
  const fault = desk.faultDesk.take('upload', {});
  const isTaken = !fault && takeUpload(desk.state, url.pathname.split('/')[2] ?? '', Buffer.concat(chunks));
  response.writeHead(isTaken ? 200 : 500, { 'content-type': 'text/plain' });
  response.end(isTaken ? `OK - ${request.headers['content-length']}` : 'not taken');
};

type Desk = {
  readonly state: State;
  readonly faultDesk: FaultDesk;
  readonly rateLimits: RateLimits | undefined;
  readonly sockets: Sockets;
};

const route = async (request: IncomingMessage, response: ServerResponse, desk: Desk): Promise<void> => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (url.pathname.startsWith('/api/')) return answerCall(request, response, url, desk);
  if (url.pathname.startsWith('/response/')) return answerResponseUrl(request, response, url, desk.state);
  if (url.pathname.startsWith('/files/')) return answerDownload(request, response, url, desk.state);
  if (url.pathname.startsWith('/upload/')) return takeContent(request, response, url, desk);
  send(response, 404, refuse('not_found'));
};

type Served = { readonly server: Server; readonly sockets: Sockets };

/** Serves the Web API under `/api/`, response_urls under `/response/` and Socket Mode under `/link/`, on loopback. */
export const startServer = async (parts: Omit<Desk, 'sockets'>, port: number): Promise<Served> => {
  const { state } = parts;
  const server = createServer((request, response) => {
    whileBusy(state, () => route(request, response, { ...parts, sockets })).catch((error: unknown) => {
      state.refusals.push(`the workspace itself failed: ${String(error)}`);
      if (!response.headersSent) send(response, 500, refuse('internal_error'));
    });
  });
  const sockets = openSockets(state, server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, sockets };
};
