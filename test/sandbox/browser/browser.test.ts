import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../test-sandbox.ts';
import { createCamera } from './camera.ts';
import { hasChromium, launchChromium, SKIPPED } from './chromium.ts';
import { type Hands, openSandbox } from './hands.ts';
import { playAcceptPages } from './play-accept-pages.ts';
import { playExpiry } from './play-expiry.ts';
import { playFaults } from './play-faults.ts';
import { playHints } from './play-hints.ts';
import { playPeople } from './play-people.ts';

if (!hasChromium) console.info(SKIPPED);

// A machine that has much else to do draws slowly.
describe.skipIf(!hasChromium)('in a browser', { timeout: 240_000 }, () => {
  let sandbox: TestSandbox;
  let browser: Browser;
  let ada: Hands;
  let phone: BrowserContext;

  beforeAll(async () => {
    sandbox = await startTestSandbox();
    browser = await launchChromium();
    ada = await openSandbox(browser, sandbox.url);
    phone = await browser.newContext({ viewport: { width: 320, height: 640 } });
  }, 240_000);

  beforeEach(async () => {
    await ada.closeWindows();
    await ada.go('Messages');
  });

  afterAll(async () => {
    await browser.close();
    await sandbox.stop();
  });

  const stage = () => ({ sandbox, browser, ada, phone });
  playHints(stage);

  it('an error stands under its field, and goes when it is mended', async () => {
    await ada.type('/members invite');
    const form = await ada.window('Invite people');
    const addresses = form.getByRole('textbox', { name: /Addresses/ });
    await addresses.fill('no address at all');
    await form.getByRole('button', { name: 'Invite', exact: true }).click();
    await form.getByRole('alert').filter({ hasText: 'no address' }).waitFor();
    expect(await addresses.inputValue()).toBe('no address at all');
    await createCamera('error').inspect(ada.page, 'field');
    await addresses.fill('Una Mended <una@example.net>');
    await form.getByRole('button', { name: 'Invite', exact: true }).click();
    await (await ada.window('Invitations')).getByText('Una Mended').waitFor();
  });

  playPeople(stage);
  playAcceptPages(stage);
  playExpiry(stage);
  playFaults(stage);
});
