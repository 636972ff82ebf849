import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * How long Slack, the mail server and the database may take for each step, in milliseconds; nothing unless told otherwise. With
 * `USHER_TEST_LATENCY_MS=400` each call of the Web API, each mail and each delivery is held for a random time up to that, before and
 * after it acts; with `USHER_TEST_STATEMENT_LATENCY_MS=20` each message to PostgreSQL, too. What comes by two jobs comes in either
 * order then, as it does on a busy machine.
 */
const STEP_MS = Number(process.env['USHER_TEST_LATENCY_MS'] ?? 0);
const STATEMENT_MS = Number(process.env['USHER_TEST_STATEMENT_LATENCY_MS'] ?? 0);

/** Waits as long as one step may take. Not even a turn of the event loop where there is no latency. */
export const latency = (): Promise<void> | undefined => (STEP_MS > 0 ? sleep(Math.random() * STEP_MS) : undefined);

/** Where to reach a database server slowly; where it is, without latency. */
export const slowly = async (url: URL): Promise<URL> => {
  if (STATEMENT_MS <= 0) return url;
  const slow = new URL(url);
  slow.host = `127.0.0.1:${await slowPortTo(Number(url.port))}`;
  return slow;
};

const ports = new Map<number, Promise<number>>();

// One for all databases of a worker: it ends with the process.
const slowPortTo = (port: number): Promise<number> => {
  const known = ports.get(port) ?? openSlowPort(port);
  ports.set(port, known);
  return known;
};

const openSlowPort = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true }, (near) => {
      const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      for (const socket of [near, far]) socket.setNoDelay(true);
      void carry(near, far, STATEMENT_MS);
      void carry(far, near, 0);
    });
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
    server.unref();
  });

/** In the order in which it came. What breaks one side breaks the other. */
const carry = async (from: Socket, into: Socket, maxMs: number): Promise<void> => {
  try {
    for await (const chunk of from) {
      if (maxMs > 0) await sleep(Math.random() * maxMs);
      if (!into.write(chunk)) await Promise.race([once(into, 'drain'), once(into, 'close')]);
    }
    into.end();
  } catch {
    into.destroy();
  }
};
