import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findCutOff } from './find-cut-off.ts';
import { findBarriers } from './look-for-barriers.ts';
import type { Stage } from './stage.ts';

/** Buttons and fields that are harder to hit by a finger than they could be, with their size in CSS pixels. */
const findSmallTargets = (page: Page): Promise<string[]> =>
  page.locator('button, .button, input:not([type=hidden])').evaluateAll((elements) =>
    elements.flatMap((element) => {
      const { width, height } = element.getBoundingClientRect();
      const least = element.matches('[type=checkbox]') ? 24 : 44;
      return Math.min(width, height) < least ? [`${element.outerHTML}: ${width} × ${height}`] : [];
    }),
  );

/** At the width of a small phone: nothing is cut off, reaches out sideways or is hard to hit, and axe finds no barrier. */
export const expectGoodPage = async (page: Page, heading: string | RegExp): Promise<void> => {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  const found = {
    cutOff: await findCutOff(page),
    width: await page.locator('html').evaluate((element) => element.scrollWidth),
    small: await findSmallTargets(page),
    barriers: await findBarriers(page),
  };
  expect(found, String(heading)).toEqual({ cutOff: [], width: 320, small: [], barriers: [] });
};

/** The link in the newest mail to an address; waits for one. */
export const linkTo = async ({ sandbox }: Stage, address: string): Promise<string> => {
  const { links } = await sandbox.usher.inbox.waitForMail(address, { timeoutMs: 60_000 });
  const link = links.find((one) => one.includes('/i/'));
  if (link === undefined) throw new Error(`There is no invite link in the mail to ${address}`);
  return link;
};

/** On the small phone, in a tab of its own. */
export const visit = async ({ phone }: Stage, link: string): Promise<Page> => {
  const page = await phone.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(link);
  return page;
};
