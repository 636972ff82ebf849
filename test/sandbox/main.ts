import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startUsher, type Usher } from '../support/usher.ts';
import { bundlePage } from './bundle-page.ts';
import { fillOrganization, fillWorkspace, type World } from './seed-world.ts';
import { startSandbox } from './start-sandbox.ts';

const usage = 'npm run sandbox [-- --port 4000]';

const readPort = (): number => {
  const { port } = parseArgs({ options: { port: { type: 'string', default: '0' } } }).values;
  const number = Number(port);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) throw new Error(`--port must be a port: ${port}`);
  return number;
};

/** What is due each minute is done every few seconds, so that nobody waits for it after the clock was moved. */
const MINUTE_MS = 3000;

const openWorld = async (dataDir: string): Promise<Usher> => {
  let world: World | undefined;
  const usher = await startUsher({
    dataDir,
    slackMode: 'http',
    minuteMs: MINUTE_MS,
    firstAdminEmail: '',
    prepare: (workspace) => {
      world = fillWorkspace(workspace);
    },
  });
  if (!world) throw new Error('The workspace was not prepared');
  await fillOrganization(usher, world);
  return usher;
};

/** Until somebody ends it by Ctrl-C. */
const untilEnded = (): Promise<unknown> =>
  Promise.race(['SIGINT', 'SIGTERM'].map((signal) => new Promise((resolve) => process.once(signal, resolve))));

const main = async (): Promise<void> => {
  const port = readPort();
  console.log('Starting a Slack, a mailbox, a database and Usher, all on this machine …');
  const dataDir = await mkdtemp(join(tmpdir(), 'usher-sandbox-'));
  const page = bundlePage();
  let usher: Usher | undefined;
  try {
    usher = await openWorld(dataDir);
    const files = await page;
    const sandbox = await startSandbox(usher, async () => files, port);
    console.log(`\nOpen ${sandbox.url} in your browser. Ctrl-C ends it and throws everything away.`);
    await untilEnded();
    await sandbox.stop();
  } finally {
    await usher?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  console.error(`Usage: ${usage}`);
  process.exitCode = 1;
}
