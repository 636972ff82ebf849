import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runProgram } from './run-program.ts';

/** What a running PostgreSQL says of itself in `postmaster.pid`; `status` is "starting", "ready", "stopping", ... */
export type Postmaster = { readonly pid: number; readonly port: number; readonly status: string };

/** Lines are documented in PostgreSQL's `miscadmin.h`: pid, folder, start time, port, socket, address, shm key, status. */
export function parsePostmasterPid(text: string): Postmaster | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port)) return undefined;
  return { pid, port, status: lines[7] ?? 'starting' };
}

export const postmasterPidFile = (cluster: string): string => join(cluster, 'postmaster.pid');

/** Reads the file; `undefined` when there is none. A file that is still being written has `pid` 0. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(postmasterPidFile(cluster), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  return text === undefined ? undefined : (parsePostmasterPid(text) ?? { pid: 0, port: 0, status: 'starting' });
}

/** "other" is a program that got the number after a crash or a container restart; PostgreSQL would mistake it for itself. */
export async function processKind(pid: number): Promise<'none' | 'postgres' | 'other'> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return 'none';
  }
  const program = await programOf(pid);
  if (program === undefined) return 'none';
  return /^postgres\b/.test(basename(program)) ? 'postgres' : 'other';
}

async function programOf(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') {
    const { code, output } = await runProgram('ps', ['-o', 'comm=', '-p', String(pid)]);
    return code === 0 ? output.trim() : undefined;
  }
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return commandLine?.split('\0')[0];
}
