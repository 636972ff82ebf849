import { randomInt } from 'node:crypto';
import { createServer } from 'node:http';

/**
 * A port for what has to know it before it listens, or listens there again later. Below the range from which the system gives ports to
 * outgoing connections (32768 and up): one of those may take a port that was free a moment ago.
 */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => {
      server.close(resolve);
    });
    return port;
  }
};
