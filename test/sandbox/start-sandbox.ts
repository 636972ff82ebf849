import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Usher } from '../support/usher.ts';
import type { PageFiles } from './bundle-page.ts';
import { watchChanges } from './changes.ts';
import { createSandboxApp } from './sandbox-app.ts';

export type Sandbox = { readonly url: string; readonly stop: () => Promise<void> };

/** Serves the page on loopback, and nowhere else. The caller stops it, and then Usher. `port` 0 takes a free one. */
export const startSandbox = async (usher: Usher, page: () => Promise<PageFiles>, port = 0): Promise<Sandbox> => {
  const changes = watchChanges(usher);
  const server = createServer();
  const listening = (): number => (server.address() as AddressInfo).port;
  server.on('request', createSandboxApp({ usher, page, changes, port: listening }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${listening()}`,
    stop: () =>
      new Promise<void>((resolve) => {
        changes.stop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
