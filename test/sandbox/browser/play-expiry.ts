import { expect, it } from 'vitest';
import { expectGoodPage, linkTo, visit } from './accept-page.ts';
import type { Stage } from './stage.ts';

const ADDRESS = 'vera@example.net';

export const playExpiry = (stage: () => Stage): void => {
  it('a link that ran out offers a new one; an admin sends it by one click, and it works', async () => {
    const { ada } = stage();
    await ada.invite(`Vera Late <${ADDRESS}>`);
    const first = await linkTo(stage(), ADDRESS);
    await ada.moveClock('+ 1 day');
    await ada.moveClock('+ 1 hour');
    const page = await visit(stage(), first);
    await expectGoodPage(page, 'This link ran out');
    await page.getByRole('button', { name: 'Ask for a new link' }).click();
    await expectGoodPage(page, 'You asked for a new link');

    await ada.go('Messages');
    await ada.page.getByRole('button', { name: 'Send a new link to Vera' }).click();
    await ada.page.getByText(/new link on the way to vera@example.net/).waitFor();
    const links = async () => (await linkTo(stage(), ADDRESS)) !== first;
    await expect.poll(links, { timeout: 30_000 }).toBe(true);
    await page.goto(first);
    await expectGoodPage(page, 'There is a newer invitation');
    await page.close();

    const accepting = await visit(stage(), await linkTo(stage(), ADDRESS));
    await accepting.getByRole('button', { name: 'Accept and join' }).click();
    await expectGoodPage(accepting, 'Vera, you are in');
    await accepting.close();
    await ada.go('# sales');
    await ada.page
      .getByRole('log', { name: /#sales/ })
      .getByText('Vera Late')
      .first()
      .waitFor();
  });
};
