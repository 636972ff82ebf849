import { type AddressInfo, createServer } from 'node:net';

/** Holds a port of this machine while `work` runs. */
export const whileTaken = async <T>(work: (port: number) => Promise<T> | T): Promise<T> => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const result = await work((server.address() as AddressInfo).port);
  await new Promise((resolve) => server.close(resolve));
  return result;
};
