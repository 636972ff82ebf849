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
  readonly invite: (addresses: string, team?: string) => Promise<void>;
  /** Opens the newest mail to an address. */
  readonly openMail: (address: string) => Promise<void>;
  /** Opens the newest mail to an address and follows its first button. */
  readonly followMail: (address: string) => Promise<Page>;
  /** A fault, by its label. Resolves when it is shown as such. */
  readonly turn: (fault: RegExp, isOn: boolean) => Promise<void>;
  /** By their full name. */
  readonly actAs: (name: string) => Promise<void>;
};

export type Size = { readonly width: number; readonly height: number };

export const openSandbox = async (
  browser: Browser,
  url: string,
  viewport: Size = { width: 1280, height: 900 },
): Promise<Hands> => {
  // A context by hand, since one that came with its page takes no second one.
  const page = await (await browser.newContext({ viewport })).newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  const nav = page.getByRole('navigation', { name: 'Workspace' });
  await nav.waitFor();
  const go = async (place: string | RegExp): Promise<void> => {
    await nav.getByRole('button', { name: place }).click();
    // What is typed at once would go into the field of the place before.
    await nav.locator('[aria-current="page"]').filter({ hasText: place }).waitFor();
  };
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
    await expect.poll(closeOne, { interval: 200, timeout: 60_000 }).toBe(0);
  };
  const openMail = async (address: string): Promise<void> => {
    await go(/^Inbox/);
    const inbox = page.getByRole('region', { name: 'Inbox' });
    await inbox.getByRole('button', { name: address }).first().click();
    await inbox.getByRole('article').getByText(`to ${address}`).waitFor();
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
      await nav.getByRole('button', { name: by }).click();
      await expect.poll(() => clock.textContent(), { timeout: 60_000 }).not.toBe(before);
    },
    invite: async (addresses, team = 'Sales') => {
      await type('/members invite');
      const form = await window('Invite people');
      await form.getByRole('textbox', { name: /Addresses/ }).fill(addresses);
      await form.getByRole('combobox', { name: /Primary team/ }).selectOption({ label: team });
      await form.getByRole('button', { name: 'Invite', exact: true }).click();
      await window('Invitations');
      await closeWindows();
    },
    openMail,
    followMail: async (address) => {
      await openMail(address);
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
    turn: async (fault, isOn) => {
      const box = nav.getByRole('checkbox', { name: fault });
      await box.click();
      await expect.poll(() => box.isChecked(), { timeout: 60_000 }).toBe(isOn);
    },
    actAs: async (name) => {
      const people = nav.getByRole('combobox', { name: 'You act as' });
      const person = people.locator('option').filter({ hasText: name });
      await people.selectOption(await person.getAttribute('value'));
    },
  };
};
