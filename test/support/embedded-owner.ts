// A process that owns an embedded server until it is killed: `node --import tsx embedded-owner.ts MODULE DATA_DIR [USER]`.
// It prints one line of JSON, what `startEmbeddedServer` gave or threw.
import { pathToFileURL } from 'node:url';
import { serverLog } from './server-log.ts';

const [modulePath = '', dataDir = '', user] = process.argv.slice(2);

async function main(): Promise<void> {
  const { startEmbeddedServer }: typeof import('../../src/store/embedded-server.ts') = await import(
    pathToFileURL(modulePath).href
  );
  // Only now: neither this project nor its Node need be open to that user, and below /root they are not.
  if (user !== undefined) become(Number(user));
  const server = await startEmbeddedServer({ dataDir, log: serverLog, throwAway: true });
  process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
  process.once('SIGTERM', () => void server.stop());
}

function become(user: number): void {
  process.setgroups?.([]);
  process.setgid?.(user);
  process.setuid?.(user);
}

main().catch((error: Error) =>
  process.stdout.write(`${JSON.stringify({ error: `${error.name}: ${error.message}` })}\n`),
);
