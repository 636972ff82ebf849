import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Workspace } from './workspace.ts';

/** What the scripted app got: the fields of a command, an interaction's payload, or an event's envelope. */
type Got = Record<string, unknown>;

type Reply = {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly afterMs?: number;
};

export type ScriptedApp = {
  readonly got: Got[];
  /** The headers that each of them came with. */
  readonly headers: IncomingHttpHeaders[];
  /** How the next requests are answered; 200 with an empty body unless told otherwise. */
  readonly replies: (reply: (got: Got) => Reply) => void;
  readonly stop: () => Promise<void>;
};

const read = (raw: string): Got => {
  if (raw.startsWith('{')) return JSON.parse(raw) as Got;
  const fields = new URLSearchParams(raw);
  return (fields.has('payload') ? JSON.parse(fields.get('payload') ?? '') : Object.fromEntries(fields)) as Got;
};

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });

/** An app that answers as a test tells it to, connected to the workspace; it checks no signatures. */
export const startScriptedApp = async (workspace: Workspace): Promise<ScriptedApp> => {
  const got: Got[] = [];
  const headers: IncomingHttpHeaders[] = [];
  let replyTo: (got: Got) => Reply = () => ({});
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = read(Buffer.concat(chunks).toString());
      got.push(one);
      headers.push(request.headers);
      const { status = 200, body = '', afterMs = 0, headers: more = {} } = replyTo(one);
      void sleep(afterMs).then(() => {
        response.writeHead(status, more);
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    });
  });
  const port = await listen(server);
  workspace.connect({ url: `http://127.0.0.1:${port}/slack/events`, signingSecret: 'a secret' });
  return {
    got,
    headers,
    replies: (reply) => {
      replyTo = reply;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
