import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError } from './start-error.ts';

export type Served = {
  readonly port: number;
  /** Takes no new connections, and resolves when the last answer was given. */
  readonly close: () => Promise<void>;
};

/** How long a client may take to send, and how often that is looked at: Node looks every 30 s by default. */
export type Patience = { readonly headersMs: number; readonly requestMs: number; readonly lookMs: number };

// A client that sends slower than this is not one of ours: Slack and browsers send at once.
const patienceOfAll: Patience = { headersMs: 10_000, requestMs: 20_000, lookMs: 2_000 };
const CLOSE_AFTER_MS = 8_000;
// Node's own default, said here so that no option of the process raises it: Slack's headers take 1 kB.
const MAX_HEADER_BYTES = 16 * 1024;

/** The settings to name when it cannot listen there. */
const settingsOfAll = { port: 'PORT', address: 'BIND_ADDRESS' };

export const serve = async (
  app: RequestListener,
  port: number,
  bindAddress: string,
  settings = settingsOfAll,
  patience = patienceOfAll,
): Promise<Served> => {
  const server = createServer(
    {
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      connectionsCheckingInterval: patience.lookMs,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
    app,
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(asStartError(error, port, bindAddress, settings)));
    server.listen(port, bindAddress, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
};

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), CLOSE_AFTER_MS).unref();
  });

const asStartError = (
  error: NodeJS.ErrnoException,
  port: number,
  bindAddress: string,
  settings: typeof settingsOfAll,
): Error => {
  if (error.code === 'EADDRINUSE')
    return new StartError(`Port ${port} is in use: set ${settings.port} to another one, or stop what uses it.`);
  if (error.code === 'EACCES')
    return new StartError(`Port ${port} may not be used by this user: set ${settings.port} to one above 1023.`);
  if (error.code === 'EADDRNOTAVAIL')
    return new StartError(`${bindAddress} is no address of this machine: mend ${settings.address}.`);
  return error;
};
