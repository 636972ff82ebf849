import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Answer, answer, refuse } from './answer.ts';
import type { DeliveryOptions, Parcel, Reply } from './parcel.ts';
import type { State } from './state.ts';

/** Why Slack asks an app to connect anew. `link_disabled` is for good: Socket Mode was turned off. */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

/** The connections of the app in Socket Mode. */
export type Sockets = {
  /** `apps.connections.open`: an address that is good for one connection. */
  readonly invite: (token: string | undefined) => Answer;
  /** Hands a parcel to one connection and waits for its ack. */
  readonly deliver: (parcel: Parcel, options: DeliveryOptions, timeoutMs: number) => Promise<Reply>;
  readonly count: () => number;
  /** What each open connection has acked, the oldest one first. */
  readonly acked: () => number[];
  /** Tells every connection to go; each is closed a moment later, as Slack does. */
  readonly disconnect: (reason: DisconnectReason) => void;
  /** Cuts every connection without a word, as a network does. */
  readonly cut: () => void;
  /** A connection that is open and of which nothing is heard any more, pongs included. */
  readonly stall: () => void;
  readonly close: () => void;
};

// Slack's own: ten connections an app, an address that lives 30 s, and a while to leave after being told to go.
const MAX_CONNECTIONS = 10;
const TICKET_MS = 30_000;
const FAREWELL_MS = 1000;
const PING_MS = 5000;

const TYPES = { command: 'slash_commands', interaction: 'interactive', event: 'events_api' } as const;

type Waiting = (reply: Reply) => void;

type Line = { readonly socket: WebSocket; readonly waiting: Map<string, Waiting>; isLeaving: boolean; acked: number };

export const openSockets = (state: State, server: Server): Sockets => {
  const tickets = new Map<string, number>();
  const lines = new Set<Line>();
  const entrance = new WebSocketServer({ noServer: true });
  let turn = 0;

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const ticket = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('ticket') ?? '';
    const isGood = Date.now() < (tickets.get(ticket) ?? 0);
    tickets.delete(ticket);
    if (!isGood) {
      stream.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
      return;
    }
    entrance.handleUpgrade(request, stream, head, (socket) => welcome(socket));
  });

  const welcome = (socket: WebSocket): void => {
    const line: Line = { socket, waiting: new Map(), isLeaving: false, acked: 0 };
    const pings = setInterval(() => socket.ping(), PING_MS);
    socket.on('message', (data) => takeAck(line, String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(pings);
      lines.delete(line);
      for (const settle of line.waiting.values()) settle('unreachable');
    });
    const refusal = state.socketMode ? (lines.size >= MAX_CONNECTIONS ? 'too_many_websockets' : null) : 'link_disabled';
    if (refusal) {
      tell(line, farewell(refusal));
      socket.close();
      return;
    }
    lines.add(line);
    tell(line, {
      type: 'hello',
      num_connections: lines.size,
      connection_info: { app_id: state.app.id },
      debug_info: { host: 'applink-of-the-local-workspace', build_number: 1, approximate_connection_time: 18_060 },
    });
  };

  return {
    invite: (token) => {
      if (token !== state.app.appToken)
        return refuse(token?.startsWith('xapp-') ? 'invalid_auth' : 'not_allowed_token_type');
      const ticket = state.ids.secret();
      tickets.set(ticket, Date.now() + TICKET_MS);
      return answer({ url: `${state.origin.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${state.app.id}` });
    },
    deliver: (parcel, options, timeoutMs) => {
      const open = [...lines].filter((line) => !line.isLeaving);
      const line = open[turn++ % Math.max(1, open.length)];
      return line ? hand(state, line, parcel, options, timeoutMs) : Promise.resolve('unreachable');
    },
    count: () => lines.size,
    acked: () => [...lines].map(({ acked }) => acked),
    disconnect: (reason) => {
      for (const line of lines) {
        line.isLeaving = true;
        tell(line, farewell(reason));
        setTimeout(() => line.socket.close(), FAREWELL_MS).unref();
      }
    },
    cut: () => {
      for (const { socket } of lines) socket.terminate();
    },
    stall: () => {
      for (const { socket } of lines) socket.pause();
    },
    close: () => {
      for (const { socket } of lines) socket.terminate();
      entrance.close();
    },
  };
};

const farewell = (reason: DisconnectReason) => ({
  type: 'disconnect',
  reason,
  debug_info: { host: 'applink-of-the-local-workspace' },
});

const tell = ({ socket }: Line, message: unknown): void => socket.send(JSON.stringify(message));

const hand = (
  state: State,
  line: Line,
  { kind, payload }: Parcel,
  options: DeliveryOptions,
  timeoutMs: number,
): Promise<Reply> =>
  new Promise((resolve) => {
    const id = state.ids.secret();
    const settle: Waiting = (reply) => {
      clearTimeout(deadline);
      line.waiting.delete(id);
      resolve(reply);
    };
    const deadline = setTimeout(() => settle('timeout'), timeoutMs);
    line.waiting.set(id, settle);
    tell(line, {
      envelope_id: id,
      type: TYPES[kind],
      payload,
      accepts_response_payload: kind !== 'event',
      ...(kind === 'event' && {
        retry_attempt: options.retryNum ?? 0,
        retry_reason: options.retryNum ? (options.retryReason ?? 'timeout') : '',
      }),
    });
  });

/** An ack names its envelope; what it carries is what an HTTP answer would hold. */
const takeAck = (line: Line, text: string): void => {
  const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id: string; payload?: Record<string, unknown> };
  const isEmpty = payload === undefined || Object.keys(payload).length === 0;
  const settle = line.waiting.get(id);
  if (settle) line.acked += 1;
  settle?.({ status: 200, text: isEmpty ? '' : JSON.stringify(payload) });
};
