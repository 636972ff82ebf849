import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Delivery } from '../support/workspace/records.ts';
import type { ExampleOrg } from './example-org.ts';

/** A signed request as Slack would send it, that has not reached Usher yet. */
export type Withheld = Pick<Delivery, 'kind' | 'payload'>;

/** Keeps what a person's act sends, instead of delivering it: to be delivered late, often, or in another's name. */
export const withhold = async (
  { workspace, connection, connect }: ExampleOrg,
  act: () => Promise<unknown>,
): Promise<Withheld> => {
  const sink = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200).end());
  });
  await new Promise<void>((resolve) => {
    sink.listen(0, '127.0.0.1', resolve);
  });
  const { port } = sink.address() as AddressInfo;
  workspace.connect({ ...connection, url: `http://127.0.0.1:${port}/` });
  try {
    await act();
  } finally {
    connect();
    sink.close();
    sink.closeAllConnections();
  }
  const delivery = workspace.deliveries.at(-1);
  if (!delivery) throw new Error('Nothing was sent');
  return { kind: delivery.kind, payload: delivery.payload };
};
