import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { type Build, buildMain, openBuild, unfinishedBuild } from './main-process.ts';

/** The build of this run, which all files use: the first that asks compiles it, others wait. It goes when the run ends. */
export const sharedBuild = async (): Promise<Build> => {
  const folder = inject('buildFolder');
  const making = unfinishedBuild(folder);
  while (!existsSync(folder)) {
    if (!(await isMine(making))) await sleep(50);
    else if (existsSync(folder)) await rm(making, { recursive: true });
    else await make(making, folder);
  }
  return openBuild(folder);
};

const isMine = (making: string): Promise<boolean> =>
  mkdir(making).then(
    () => true,
    () => false,
  );

/** Renamed when it is whole: nobody starts half of it. */
const make = async (making: string, folder: string): Promise<void> => {
  try {
    buildMain(making);
    await rename(making, folder);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
};
