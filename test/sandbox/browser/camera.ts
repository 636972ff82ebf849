import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findCutOff } from './find-cut-off.ts';
import { findBarriers } from './look-for-barriers.ts';

/** `USHER_TEST_SHOTS=FOLDER npx vitest run test/sandbox/browser` keeps a picture of each step there. */
export const shotsFolder = process.env['USHER_TEST_SHOTS'];

export type Camera = {
  /** Keeps a picture, if somebody wants to look at them, and looks whether anything is cut off. */
  readonly shoot: (page: Page, step: string) => Promise<void>;
  /** And whether axe finds a barrier: for what has not been seen before. */
  readonly inspect: (page: Page, step: string) => Promise<void>;
};

export const createCamera = (series: string): Camera => {
  let taken = 0;
  const shoot = async (page: Page, step: string): Promise<void> => {
    taken += 1;
    if (shotsFolder !== undefined) {
      mkdirSync(join(shotsFolder, series), { recursive: true });
      await page.screenshot({ path: join(shotsFolder, series, `${String(taken).padStart(2, '0')}-${step}.png`) });
    }
    expect(await findCutOff(page), `cut off in “${step}”`).toEqual([]);
  };
  return {
    shoot,
    inspect: async (page, step) => {
      await shoot(page, step);
      expect(await findBarriers(page), `barriers in “${step}”`).toEqual([]);
    },
  };
};
