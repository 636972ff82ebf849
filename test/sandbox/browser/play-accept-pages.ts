import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectGoodPage, linkTo, visit } from './accept-page.ts';
import { createCamera } from './camera.ts';
import type { Stage } from './stage.ts';

/** Made in Slack, as an admin does. */
const makeInviteLink = async ({ ada, sandbox }: Stage): Promise<string> => {
  await sandbox.usher.query(`UPDATE organization SET invite_links = 'LEAST_ROLE'`);
  await ada.type('/members link');
  await (await ada.window('Invite links')).getByRole('button', { name: 'New link' }).click();
  const form = await ada.window('New invite link');
  await form.getByRole('combobox', { name: 'Primary team' }).selectOption({ label: 'Sales' });
  await form.getByRole('button', { name: 'Make the link' }).click();
  const shown = ada.page.getByRole('dialog').getByText(/\/join\//);
  const link = (await shown.first().textContent())?.match(/https?:\/\/\S+\/join\/[\w-]+/)?.[0];
  if (link === undefined) throw new Error('No invite link was shown');
  return link;
};

const joinByLink = async (stage: Stage): Promise<void> => {
  const page = await visit(stage, await makeInviteLink(stage));
  await expectGoodPage(page, 'Join Example Org');
  const address = page.getByRole('textbox', { name: 'Your email address' });
  await address.fill('no address');
  await page.getByRole('button', { name: 'Mail me a code' }).click();
  await page.getByRole('heading', { name: 'No code was mailed' }).waitFor();
  await expectGoodPage(page, 'Join Example Org');
  await address.fill('vic@example.net');
  await page.getByRole('button', { name: 'Mail me a code' }).click();
  await expectGoodPage(page, 'Look into your mail');
  const mail = await stage.sandbox.usher.inbox.waitForMail('vic@example.net', {
    subject: /^Your code/,
    timeoutMs: 60_000,
  });
  await page.getByRole('textbox', { name: 'Code from the mail' }).fill(/\b\d{6}\b/.exec(mail.text ?? '')?.[0] ?? '');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('heading', { name: 'Please check what you typed' }).waitFor();
  await expectGoodPage(page, 'Look into your mail');
  await page.getByRole('textbox', { name: 'Code from the mail' }).fill(/\b\d{6}\b/.exec(mail.text ?? '')?.[0] ?? '');
  await page.getByRole('textbox', { name: 'First name' }).fill('Vic');
  await page.getByRole('textbox', { name: 'Last name' }).fill('Linked');
  await page.getByRole('button', { name: 'Join' }).click();
  await expectGoodPage(page, 'Vic, you are in');
  await page.close();
};

/** What has the focus, by role and name. */
const focused = async (page: Page): Promise<string> =>
  /^- (\w+ "[^"]*")/.exec(await page.locator(':focus').ariaSnapshot())?.[1] ?? '';

/** What has the focus after Tab; and that it shows. */
const pressTab = async (page: Page): Promise<string> => {
  await page.keyboard.press('Tab');
  const ring = await page.locator(':focus').evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth);
  });
  expect(ring).toBeGreaterThanOrEqual(2);
  return focused(page);
};

export const playAcceptPages = (stage: () => Stage): void => {
  it('an invitation is withdrawn after a question, and by none that was answered with no', async () => {
    const { ada } = stage();
    await ada.invite('gone@example.net');
    const link = await linkTo(stage(), 'gone@example.net');
    await ada.type('/members pending');
    const pending = await ada.window('Pending invitations');
    const withdraw = pending.getByRole('button', { name: 'Withdraw the invitation of gone@example.net' });
    await withdraw.click();
    const question = await ada.window('Withdraw this invitation?');
    await createCamera('withdraw').inspect(ada.page, 'question');
    await question.getByRole('button', { name: /Keep/ }).click();
    await question.waitFor({ state: 'detached' });
    const page = await visit(stage(), link);
    await expectGoodPage(page, 'Ada Example invited you to Example Org');
    await withdraw.click();
    await (await ada.window('Withdraw this invitation?')).getByRole('button', { name: 'Withdraw' }).click();
    await withdraw.waitFor({ state: 'detached' });
    await page.reload();
    await expectGoodPage(page, 'This invitation was withdrawn');
    await page.close();
  });

  it('each page outside of Slack can be read and used by everybody, on a small phone too', async () => {
    const { ada, sandbox } = stage();
    await ada.invite('Nora No <nora@example.net>');
    const page = await visit(stage(), await linkTo(stage(), 'nora@example.net'));
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectGoodPage(page, 'Ada Example invited you to Example Org');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByRole('button', { name: 'No, thanks' }).click();
    await expectGoodPage(page, 'You said no, thanks');
    await page.goto(`${sandbox.usher.publicUrl}/i/no-such-link`);
    await expectGoodPage(page, 'This link does not work');
    await page.close();
    await joinByLink(stage());
  });

  it('an invitation is accepted by keyboard alone, in an order that makes sense, and it shows where one is', async () => {
    const { ada } = stage();
    await ada.invite('wim@example.net');
    const page = await visit(stage(), await linkTo(stage(), 'wim@example.net'));
    const order = [];
    for (let presses = 0; presses < 5; presses += 1) order.push(await pressTab(page));
    expect(order).toEqual([
      'textbox "First name"',
      'textbox "Last name"',
      'button "Accept and join"',
      `checkbox "Don't write to me again"`,
      'button "No, thanks"',
    ]);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Please check your name' }).waitFor();
    await expectGoodPage(page, 'Ada Example invited you to Example Org');
    expect(await pressTab(page)).toBe('link "Type your first name."');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('textbox "First name"');
    await page.keyboard.type('Wim');
    await pressTab(page);
    await page.keyboard.type('Small');
    expect(await pressTab(page)).toBe('button "Accept and join"');
    await page.keyboard.press('Enter');
    await expectGoodPage(page, 'Wim, you are in');
    await page.close();
  });
};
