import { randomInt } from 'node:crypto';
import { createServer } from 'node:http';

/** Where nobody listens: below what is given to anybody who does not ask for it by number, and none that `fetch` refuses. */
export const CLOSED_PORT = 2;

// Below the range from which the system gives ports to outgoing connections (32768 and up): one of those may take a port that was free
// a moment ago.
const FIRST = 20_000;
const EACH = 2000;
const WORKERS = 6;

/**
 * The part of the range that this worker draws from: nobody listens yet on a port that another worker was given, or not at the moment,
 * so that it would look free. What does not run in a worker of vitest has a part of its own.
 */
const first = FIRST + (Number(process.env['VITEST_POOL_ID'] ?? 0) % WORKERS) * EACH;
const given = new Set<number>();

/** A port for what has to know it before it listens, or listens there again later. For a long time nobody in this process is given it again. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(first, first + EACH);
    if (given.has(port) || !(await isFree(port))) continue;
    if (given.size > EACH / 2) given.clear();
    given.add(port);
    return port;
  }
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
