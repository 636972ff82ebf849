import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seedCrowd } from '../../support/seed.ts';
import { startTestSandbox, type TestSandbox } from '../test-sandbox.ts';
import { hasChromium, launchChromium, SKIPPED } from './chromium.ts';
import { type Hands, openSandbox } from './hands.ts';
import { findBarriers } from './look-for-barriers.ts';

if (!hasChromium) console.info(SKIPPED);

describe.skipIf(!hasChromium)('in a browser', () => {
  let sandbox: TestSandbox;
  let browser: Browser;
  let ada: Hands;

  beforeAll(async () => {
    sandbox = await startTestSandbox();
    browser = await launchChromium();
    ada = await openSandbox(browser, sandbox.url);
  });

  beforeEach(async () => {
    await ada.closeWindows();
    await ada.go('Messages');
  });

  afterAll(async () => {
    await browser.close();
    await sandbox.stop();
  });

  it('an invitation goes from the form to the mail, to the accept page, to the notice of the team', async () => {
    expect(await findBarriers(ada.page)).toEqual([]);
    await ada.invite('Una Traveller <una@example.net>');
    const page = await ada.followMail('una@example.net');
    expect(await findBarriers(ada.page)).toEqual([]);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Accept and join' }).click();
    await page.getByRole('heading', { name: 'Una, you are in' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
    await ada.go('# sales');
    await ada.page.getByText(/Una Traveller joined Sales/).waitFor();
  });

  it('an error stands under its field, and goes when it is mended', async () => {
    await ada.type('/members invite');
    const form = await ada.window('Invite people');
    const addresses = form.getByRole('textbox', { name: /Addresses/ });
    await addresses.fill('no address at all');
    await form.getByRole('button', { name: 'Invite', exact: true }).click();
    await form.getByRole('alert').filter({ hasText: 'no address' }).waitFor();
    expect(await addresses.inputValue()).toBe('no address at all');
    expect(await findBarriers(ada.page)).toEqual([]);
  });

  it('the roster has pages; a role is changed from it; somebody is deactivated, and brought back', async () => {
    await seedCrowd(sandbox.usher, 30);
    await ada.type('/members list');
    const roster = await ada.window('People');
    expect(await findBarriers(ada.page)).toEqual([]);
    await roster.getByRole('button', { name: 'Older' }).click();
    await roster.getByText('Kaya Demir').waitFor();
    const row = roster.locator('.section').filter({ hasText: 'Kaya Demir' });
    await row.getByRole('button', { name: /^Manage/ }).click();
    const card = await ada.window('Person');
    await card.getByRole('button', { name: 'Change role' }).click();
    const role = (await ada.window('Change role')).getByRole('combobox', { name: 'New role' });
    await role.selectOption(await role.getByRole('option', { name: /^Member/ }).getAttribute('value'));
    await ada.page.getByText('After:').waitFor();
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Change role' }).click();
    await ada.page
      .getByText(/is Member now/)
      .first()
      .waitFor();
    await ada.closeWindows();
    await ada.type('/members deactivate @kaya');
    const question = await ada.window('Deactivate a member');
    await question.getByRole('button', { name: 'Deactivate' }).click();
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
    await ada.page
      .getByText(/active member again/)
      .first()
      .waitFor();
  });

  it('a link that ran out offers a new one, which an admin sends by one click', async () => {
    await ada.invite('Vera Late <vera@example.net>');
    await ada.moveClock('+ 1 day');
    await ada.moveClock('+ 1 hour');
    const page = await ada.followMail('vera@example.net');
    await page.getByRole('heading', { name: 'This link ran out' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Ask for a new link' }).click();
    await page.getByRole('heading', { name: 'You asked for a new link' }).waitFor();
    await page.close();
    await ada.go('Messages');
    await ada.page.getByRole('button', { name: 'Send a new link' }).click();
    await ada.page.getByText(/new link on the way to vera@example.net/).waitFor();
    await expect.poll(() => sandbox.usher.inbox.mailsTo('vera@example.net').length).toBe(2);
  });

  it('the accept page is used by keyboard alone, at 320 px, and nothing of it is cut off', async () => {
    await ada.invite('Wim Small <wim@example.net>');
    const page = await ada.followMail('wim@example.net');
    await page.setViewportSize({ width: 320, height: 640 });
    const width = await page.locator('html').evaluate((element) => element.scrollWidth);
    expect(width).toBeLessThanOrEqual(320);
    expect(await findBarriers(page)).toEqual([]);
    const accept = page.getByRole('button', { name: 'Accept and join' });
    const isThere = () => accept.evaluate((element) => element.ownerDocument.activeElement === element);
    for (let presses = 0; presses < 10 && !(await isThere()); presses += 1) await page.keyboard.press('Tab');
    expect(await isThere()).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Wim, you are in' }).waitFor();
    expect(await page.locator('html').evaluate((element) => element.scrollWidth)).toBeLessThanOrEqual(320);
    await page.close();
  });
});
