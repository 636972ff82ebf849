import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedServer } from '../../src/store/embedded-server.ts';
import { makeTemplate } from './database-template.ts';
import { buildFolder, unfinishedBuild } from './main-process.ts';
import { memoryFolder } from './memory-folder.ts';
import { serverLog } from './server-log.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The database `postgres` of this run's server. */
    databaseServerUrl: string;
    /** See `sharedBuild`. */
    buildFolder: string;
  }
}

const FOLDER = /^usher-test-(\d+)-\w+$/;

/** One PostgreSQL for the whole run, on a folder of its own that goes with it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // The workers start with this environment, and what they start has it from them.
  process.env['TMPDIR'] = (await memoryFolder()) ?? tmpdir();
  await removeLeftovers();
  // Of a run that was killed and had the same number: what it was making would be waited for, and what it had made is of other code.
  await removeBuild();
  const dataDir = await mkdtemp(join(tmpdir(), `usher-test-${process.pid}-`));
  const server = await startEmbeddedServer({ dataDir, log: serverLog, throwAway: true });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(dataDir, { recursive: true });
    await removeBuild();
  };
  try {
    await makeTemplate(server);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('databaseServerUrl', server.urlFor('postgres'));
  project.provide('buildFolder', buildFolder());
  return stop;
}

async function removeBuild(): Promise<void> {
  for (const folder of [buildFolder(), unfinishedBuild(buildFolder())])
    await rm(folder, { recursive: true, force: true });
}

/** A run that was killed left its server running: taken over, then stopped. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = FOLDER.exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    const dataDir = join(tmpdir(), name);
    const server = await startEmbeddedServer({ dataDir, log: serverLog, throwAway: true }).catch(() => undefined);
    // Another run that begins now may be at the same folder.
    await server?.stop().catch(() => {});
    // What another user left is not ours to remove.
    await rm(dataDir, { recursive: true, force: true }).catch(() => {});
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of another user can't be signalled, and lives.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
