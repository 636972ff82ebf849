import { randomInt } from 'node:crypto';
import { open, rename, stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataFolder } from './data-folder.ts';
import { diskFull, EmbeddedServerError } from './embedded-server-error.ts';
import { findServer, type ServerPlan, START_SECONDS } from './find-server.ts';
import { processKind, readPostmaster } from './postmaster-pid.ts';
import { type ProgramResult, runProgram } from './run-program.ts';

const LOG_LIMIT_BYTES = 5_000_000;
const START_ATTEMPTS = 30;
const STOP_SECONDS = 60;
// Below those that a system gives to outgoing connections (on Linux from 32768 on): a server that died comes back on its port, and
// one of those might have taken it for as long as it lasts.
const PORTS = { from: 15_000, to: 20_000 };

/** The port of the server that runs on the folder: one that a killed Usher left behind, else a new one. */
export async function runServer(plan: ServerPlan): Promise<{ port: number; adopted: boolean }> {
  const running = await findServer(plan);
  return running === undefined ? { port: await startServer(plan), adopted: false } : { port: running, adopted: true };
}

async function startServer(plan: ServerPlan): Promise<number> {
  const { data } = plan;
  await shortenLog(data.logFile);
  for (let attempt = 1; ; attempt++) {
    const port = plan.port ?? (await freePort());
    const logFrom = await sizeOf(data.logFile);
    const args = ['start', '--wait', '--timeout', String(START_SECONDS), '--log', data.logFile];
    const result = await pgCtl(plan, [...args, '--options', serverOptions(port, plan.throwAway)]);
    if (result.code === 0) return port;
    const log = (await readFrom(data.logFile, logFrom)) + result.output;
    const running = /lock file "postmaster.pid" already exists/.test(log) ? await findServer(plan) : undefined;
    if (running !== undefined) return running;
    if (attempt === START_ATTEMPTS || !isPassing(log, plan)) throw await startError(data, log, port);
    await sleep(100);
  }
}

/** Another program or Usher was quicker, or sessions of a server that was killed are not all gone yet. */
function isPassing(log: string, plan: ServerPlan): boolean {
  const portRaced = plan.port === undefined && /Address already in use/.test(log);
  return portRaced || /pre-existing shared memory block|lock file "postmaster.pid" (already exists|is empty)/.test(log);
}

/** Clients reach it over loopback with the password only; texts of people (DETAIL, STATEMENT) stay out of its log. */
function serverOptions(port: number, throwAway: boolean): string {
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'log_error_verbosity=terse',
    'log_min_error_statement=panic',
    'log_checkpoints=off',
    // Many Ushers of tests share one, each with pools of its own.
    ...(throwAway ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'] : []),
  ];
  return settings.map((setting) => `-c ${setting}`).join(' ');
}

/**
 * Ends it as PostgreSQL's "fast" does: sessions are cut, what was committed stays. One that is down already is fine.
 * `pg_ctl` would not notice when the next Usher starts another server right behind it, so the waiting is done here.
 */
export async function stopServer(plan: ServerPlan): Promise<void> {
  const running = await readPostmaster(plan.data.cluster);
  if (!running) return;
  const result = await pgCtl(plan, ['stop', '--no-wait', '--mode', plan.throwAway ? 'immediate' : 'fast']);
  const deadline = Date.now() + STOP_SECONDS * 1000;
  while ((await readPostmaster(plan.data.cluster))?.pid === running.pid) {
    if ((await processKind(running.pid)) !== 'postgres') return;
    if (Date.now() > deadline) throw new Error(`The embedded PostgreSQL does not stop: ${result.output.trim()}`);
    await sleep(20);
  }
}

const pgCtl = ({ binaries, data }: ServerPlan, args: readonly string[]): Promise<ProgramResult> =>
  runProgram(join(binaries.folder, 'bin', 'pg_ctl'), [...args, '--pgdata', data.cluster], data);

/** Free at this moment: another program may take it before the server does, so starting tries again. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.to);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

async function startError(data: DataFolder, log: string, port: number): Promise<EmbeddedServerError> {
  if (/No space left|Disk quota/.test(log) || (await isDiskFull(data.root))) return diskFull(data.root);
  if (/Address already in use/.test(log))
    return new EmbeddedServerError(`Port ${port} of 127.0.0.1 is taken: the embedded PostgreSQL can't start.`);
  const reason = /FATAL: .*|PANIC: .*/.exec(log)?.[0] ?? log.trim().split('\n').at(-1);
  return new EmbeddedServerError(
    `The embedded PostgreSQL in ${data.root} does not start: ${reason} (see ${data.logFile})`,
  );
}

/** On a full disk the log that would say so is cut short as well. */
async function isDiskFull(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < 1_000_000;
}

async function shortenLog(logFile: string): Promise<void> {
  if ((await sizeOf(logFile)) > LOG_LIMIT_BYTES) await rename(logFile, `${logFile}.1`);
}

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

async function readFrom(file: string, position: number): Promise<string> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return '';
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(20_000), position });
  await handle.close();
  return buffer.toString('utf8', 0, bytesRead);
}
