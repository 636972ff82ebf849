import { readFile, statfs } from 'node:fs/promises';

const MEMORY = '/dev/shm';

/** Servers of tests together take less than 1 GB; the rest is for whatever else runs here. */
const NEEDED_BYTES = 4_000_000_000;

/**
 * A folder in memory for files that go with the run, or undefined where there is none with enough room that programs may be
 * started from. A thousand data folders that come and go keep a disk's file system busier than PostgreSQL is: a third of the run.
 */
export const memoryFolder = async (): Promise<string | undefined> => {
  try {
    const { bavail, bsize } = await statfs(MEMORY);
    const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').map((line) => line.split(' '));
    const options = mounts.findLast(([, folder]) => folder === MEMORY)?.[3]?.split(',') ?? ['noexec'];
    return bavail * bsize >= NEEDED_BYTES && !options.includes('noexec') ? MEMORY : undefined;
  } catch {
    return undefined;
  }
};
