import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What somebody does in the sandbox, by what they see of it. */
export type Hands = {
  readonly page: Page;
  readonly go: (place: string | RegExp) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  /** The window on top with this title; waits for it. */
  readonly window: (title: string | RegExp) => Promise<Locator>;
  /** Resolves when it has moved. */
  readonly moveClock: (by: '+ 1 hour' | '+ 1 day') => Promise<void>;
  /** By Escape, as long as there is one. */
  readonly closeWindows: () => Promise<void>;
  readonly invite: (address: string) => Promise<void>;
  /** Opens the newest mail to an address and follows its first button. */
  readonly followMail: (address: string) => Promise<Page>;
};

export const openSandbox = async (browser: Browser, url: string): Promise<Hands> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  const nav = page.getByRole('navigation', { name: 'Workspace' });
  await nav.waitFor();
  const go = async (place: string | RegExp): Promise<void> => nav.getByRole('button', { name: place }).click();
  const type = async (text: string): Promise<void> => {
    const composer = page.getByRole('combobox', { name: /^Message / });
    await composer.fill(text);
    await composer.press('Enter');
  };
  const window = async (title: string | RegExp): Promise<Locator> => {
    const dialog = page.getByRole('dialog', { name: title });
    await dialog.waitFor();
    return dialog;
  };
  const closeWindows = async (): Promise<void> => {
    const open = page.getByRole('dialog');
    const closeOne = async (): Promise<number> => {
      if ((await open.count()) > 0) await page.keyboard.press('Escape');
      return open.count();
    };
    await expect.poll(closeOne, { interval: 200 }).toBe(0);
  };
  return {
    page,
    go,
    type,
    window,
    closeWindows,
    moveClock: async (by) => {
      const clock = nav.getByTestId('clock');
      const before = await clock.textContent();
      await go(by);
      await expect.poll(() => clock.textContent()).not.toBe(before);
    },
    invite: async (address) => {
      await type('/members invite');
      const form = await window('Invite people');
      await form.getByRole('textbox', { name: /Addresses/ }).fill(address);
      await form.getByRole('combobox', { name: /Primary team/ }).selectOption({ label: 'Sales' });
      await form.getByRole('button', { name: 'Invite', exact: true }).click();
      await window('Invitations');
      await closeWindows();
    },
    followMail: async (address) => {
      await go(/^Inbox/);
      await page.getByRole('button', { name: address }).first().click();
      const opened = page.waitForEvent('popup');
      await page
        .frameLocator('iframe')
        .getByRole('link', { name: /invitation/ })
        .first()
        .click();
      const popup = await opened;
      await popup.waitForLoadState();
      return popup;
    },
  };
};
