import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { type Camera, createCamera, shotsFolder } from './camera.ts';
import { type Hands, openSandbox, type Size } from './hands.ts';
import type { Stage } from './stage.ts';

const LARGE = { width: 1280, height: 800 };
const SMALL = { width: 1024, height: 640 };
/** With so little room things are cut off first; who looks at pictures wants both. */
const SIZES: readonly Size[] = shotsFolder === undefined ? [SMALL] : [SMALL, LARGE];

type Play = {
  readonly hands: Hands;
  readonly page: Page;
  readonly hint: Locator;
  readonly camera: Camera;
  /** Whom the hint says to invite; in a second play, when they are in already, somebody else. */
  readonly address: string;
  readonly name: string;
  readonly isFirst: boolean;
};

/** Which of the steps is the next one, by how it begins. */
const expectNext = async ({ hint }: Play, start: string): Promise<void> => {
  await hint.locator('[aria-current="step"]').filter({ hasText: start }).waitFor();
};

/** Something came in at a place in the sidebar, and nobody has looked. */
const expectNew = async ({ page }: Play, place: string): Promise<void> => {
  const nav = page.getByRole('navigation', { name: 'Workspace' });
  await nav.getByRole('button', { name: new RegExp(`^${place} \\d+ new$`) }).waitFor();
};

const invite = async (play: Play): Promise<void> => {
  const { hands, page, hint, camera, address } = play;
  await expectNext(play, 'Invite somebody');
  await camera.inspect(page, 'first-look');
  const composer = page.getByRole('combobox', { name: 'Message Usher' });
  await composer.pressSequentially('/members inv');
  await page.getByRole('option', { name: /^\/members invite/ }).waitFor();
  await camera.inspect(page, 'command-completed');
  await hint.getByRole('button', { name: '/members invite you@example.net in Sales' }).click();
  await expect.poll(() => composer.inputValue()).toBe('/members invite you@example.net in Sales');
  if (address !== 'you@example.net') await composer.fill(`/members invite ${address} in Sales`);
  await camera.shoot(page, 'command-proposed');
  await composer.press('Enter');
  const form = await hands.window('Invite people');
  await expect.poll(() => form.getByRole('textbox', { name: /Addresses/ }).inputValue()).toBe(address);
  await camera.inspect(page, 'form');
  await form.getByRole('button', { name: 'Invite', exact: true }).click();
  const invited = await hands.window('Invitations');
  await invited.getByText(address).waitFor();
  await camera.inspect(page, 'invited');
  await invited.getByRole('button', { name: 'Close', exact: true }).last().click();
  await page.getByText(`${address}: sent by mail`).waitFor();
  await expectNext(play, 'Read their mail');
  await expectNew(play, 'Inbox');
  await camera.shoot(page, 'told-in-messages');
};

const readAndAccept = async (play: Play): Promise<void> => {
  const { hands, page, hint, camera, address, name, isFirst } = play;
  await hint.getByRole('button', { name: 'Inbox' }).click();
  await page.frameLocator('iframe').getByRole('link', { name: 'Open the invitation' }).first().waitFor();
  await expectNext(play, 'Be them');
  await camera.inspect(page, 'inbox');
  const invitation = await hands.followMail(address);
  await camera.inspect(invitation, 'invitation');
  await invitation.getByRole('textbox', { name: 'First name' }).fill('Yola');
  await invitation.getByRole('textbox', { name: 'Last name' }).fill(name.replace('Yola ', ''));
  await invitation.getByRole('button', { name: 'Accept and join' }).click();
  await invitation.getByRole('heading', { name: 'Yola, you are in' }).waitFor();
  await camera.inspect(invitation, 'accepted');
  await invitation.close();
  await expectNext(play, 'See them join');
  // The team has one post a day: for who comes after the first it is edited, which is nothing new to whoever has read it.
  if (isFirst) await expectNew(play, '# sales');
};

const seeThemJoin = async ({ page, hint, camera, name }: Play): Promise<void> => {
  await hint.getByRole('button', { name: '#sales' }).click();
  await page
    .getByRole('log', { name: /#sales/ })
    .getByText(name)
    .first()
    .waitFor();
  await camera.shoot(page, 'team-channel');
  await hint.getByRole('button', { name: 'messages with Usher' }).click();
  await page.getByText(`${name}: joined`).waitFor();
  await expect.poll(() => hint.locator('[aria-current="step"]').count()).toBe(0);
  await camera.shoot(page, 'messages-after');
};

/** Who has not answered, who is there, and what else can be typed. */
const lookAround = async ({ hands, page, hint, camera, name }: Play): Promise<void> => {
  const send = async (command: string): Promise<void> => {
    await hint.getByRole('button', { name: command, exact: true }).click();
    const composer = page.getByRole('combobox', { name: 'Message Usher' });
    await expect.poll(() => composer.inputValue()).toBe(command);
    await composer.press('Enter');
  };
  await send('/members pending');
  await (await hands.window('Pending invitations')).getByText('sami@example.org').waitFor();
  await camera.inspect(page, 'pending');
  await hands.closeWindows();
  await send('/members list');
  await (await hands.window('People')).getByText(name).first().waitFor();
  await camera.inspect(page, 'people');
  await hands.closeWindows();
  await send('/members help');
  await page.getByText('Opens the card of one person').last().waitFor();
  await camera.inspect(page, 'help');
};

const actAsOthers = async ({ hands, page, hint, camera }: Play): Promise<void> => {
  await hint.getByRole('button', { name: 'Mira' }).click();
  await page.getByText('Ada Example invited you to Example Org').waitFor();
  await camera.inspect(page, 'as-mira');
  await hint.getByRole('button', { name: 'Nell' }).click();
  await hint.getByText(/You are Nell Example/).waitFor();
  await hands.type('/members whoami');
  await page
    .getByText(/nobody has invited you/)
    .last()
    .waitFor();
  await camera.shoot(page, 'as-nell');
  await hands.actAs('Ada Example');
  await hands.go('Home');
  await page.getByText(/The membership desk of/).waitFor();
  await camera.inspect(page, 'home');
  await hands.go('Traffic');
  await page.getByText('views.publish').first().click();
  await page.getByText('"type": "home"').first().waitFor();
  await camera.inspect(page, 'traffic');
};

export const playHints = (stage: () => Stage): void => {
  it.each(SIZES)(
    'the hints on the screen lead from the first look to the first accepted invitation, at $width px',
    async (size) => {
      const { browser, sandbox } = stage();
      const hands = await openSandbox(browser, sandbox.url, size);
      const play = {
        hands,
        page: hands.page,
        hint: hands.page.getByRole('complementary', { name: 'What to try' }),
        camera: createCamera(`hints-${size.width}`),
        isFirst: size === SIZES[0],
        ...(size === SIZES[0]
          ? { address: 'you@example.net', name: 'Yola Traveller' }
          : { address: 'you.too@example.net', name: 'Yola Second' }),
      };
      await invite(play);
      await readAndAccept(play);
      await seeThemJoin(play);
      await lookAround(play);
      await actAsOthers(play);
      await hands.page.context().close();
    },
  );
};
