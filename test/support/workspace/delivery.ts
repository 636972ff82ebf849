import { request } from 'node:http';
import { latency } from '../latency.ts';
import type { DeliveryOptions, Parcel, Reply } from './parcel.ts';
import type { Delivery } from './records.ts';
import { redeliver } from './redelivery.ts';
import { signatureHeaders } from './signature.ts';
import type { Sockets } from './socket-mode.ts';
import { type State, whileBusy } from './state.ts';

/**
 * Where the app listens, such as `http://127.0.0.1:3000/slack/events`, and the secret it shares with Slack; or the connections that
 * it opened itself, in Socket Mode.
 */
export type Connection = { readonly url: string; readonly signingSecret: string } | { readonly sockets: Sockets };

/** A parcel as it goes over HTTP. */
type Letter = { readonly body: string; readonly headers: Readonly<Record<string, string>> };

const encode = ({ kind, payload }: Parcel): { body: string; type: string } => {
  if (kind === 'event') return { body: JSON.stringify(payload), type: 'application/json' };
  const fields = kind === 'command' ? (payload as Record<string, string>) : { payload: JSON.stringify(payload) };
  return { body: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded' };
};

const post = (url: string, { body, headers }: Letter, deadlineMs: number): Promise<Reply> =>
  new Promise((resolve) => {
    // A connection of its own each time, so that a restarted app never meets a dead one.
    const sent = request(url, { method: 'POST', agent: false, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        clearTimeout(deadline);
        const noRetry = response.headers['x-slack-no-retry'] === '1';
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8'), noRetry });
      });
      response.on('error', () => resolve('unreachable'));
    });
    const deadline = setTimeout(() => {
      resolve('timeout');
      sent.destroy();
    }, deadlineMs);
    sent.on('error', () => {
      clearTimeout(deadline);
      resolve('unreachable');
    });
    sent.end(body);
  });

const parse = (text: string): unknown => {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : text;
  } catch {
    return text;
  }
};

const failureOf = (reply: Reply): string | undefined => {
  if (reply === 'timeout') return 'operation_timeout';
  return reply !== 'unreachable' && reply.status === 200 ? undefined : 'dispatch_failed';
};

const sign = (secret: string, parcel: Parcel, options: DeliveryOptions): Letter => {
  const { body, type } = encode(parcel);
  const headers = {
    'content-type': type,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    ...signatureHeaders(body, { secret, ...options }),
    ...(options.retryNum !== undefined && {
      'x-slack-retry-num': String(options.retryNum),
      'x-slack-retry-reason': options.retryReason ?? 'http_timeout',
    }),
  };
  return { body, headers };
};

const handOver = async (
  connection: Connection,
  parcel: Parcel,
  options: DeliveryOptions,
  deadlineMs: number,
): Promise<{ readonly reply: Reply; readonly headers?: Letter['headers'] }> => {
  if ('sockets' in connection) return { reply: await connection.sockets.deliver(parcel, options, deadlineMs) };
  const letter = sign(connection.signingSecret, parcel, options);
  return { reply: await post(connection.url, letter, deadlineMs), headers: letter.headers };
};

/**
 * Sends something to the app as Slack does, signed or by a socket, and waits for the ack, up to its deadline. An event that is not
 * acked is delivered again in the background.
 */
export const deliver = async (
  state: State,
  connection: Connection | undefined,
  parcel: Parcel,
  options: DeliveryOptions = {},
): Promise<Delivery> => {
  const first = await deliverOnce(state, connection, parcel, options);
  if (parcel.kind === 'event' && state.redelivers && options.retryNum === undefined) {
    redeliver(state, first, ({ num, reason }) =>
      deliverOnce(state, connection, parcel, { retryNum: num, retryReason: reason }),
    );
  }
  return first;
};

const deliverOnce = (
  state: State,
  connection: Connection | undefined,
  parcel: Parcel,
  options: DeliveryOptions,
): Promise<Delivery> => {
  if (!connection)
    throw new Error(
      `No app is connected: call workspace.connect({ url, signingSecret }) or connectSockets() before ${parcel.kind}s`,
    );
  return whileBusy(state, async () => {
    // The rest has a trigger, and what is lost before Slack sends it is no matter of the app.
    if (parcel.kind === 'event') await latency();
    const startedAt = performance.now();
    const at = Date.now();
    const { reply, headers } = await handOver(connection, parcel, options, state.deadlineMs);
    const ackMs = performance.now() - startedAt;
    const answered = typeof reply === 'string' ? undefined : reply;
    // What an ack carries is shown before anything that the app does after it.
    if (!answered?.text) await latency();
    const delivery: Delivery = {
      ...parcel,
      headers,
      at,
      ackMs,
      status: answered?.status,
      body: answered ? parse(answered.text) : '',
      timedOut: reply === 'timeout',
      retryNum: options.retryNum,
      noRetry: answered?.noRetry ?? false,
      failed: failureOf(reply),
    };
    state.deliveries.push(delivery);
    return delivery;
  });
};
