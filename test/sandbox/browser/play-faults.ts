import { expect, it } from 'vitest';
import { linkTo, visit } from './accept-page.ts';
import { createCamera } from './camera.ts';
import type { Stage } from './stage.ts';

const SLACK_IS_BUSY = /^Slack answers 429/;
const MAIL_IS_DOWN = /^The mail server is down/;

const joinSupport = async (stage: Stage, name: string): Promise<void> => {
  const address = `${name.toLowerCase()}@example.net`;
  await stage.ada.invite(`${name} Support <${address}>`, 'Support');
  const page = await visit(stage, await linkTo(stage, address));
  await page.getByRole('button', { name: 'Accept and join' }).click();
  await page.getByRole('heading', { name: `${name}, you are in` }).waitFor();
  await page.close();
  await stage.ada.page.getByText(`${name} Support: joined`).waitFor();
};

/** How often Usher tried to post where it is archived. */
const triesInVain = ({ sandbox }: Stage): number =>
  sandbox.usher.workspace.calls.filter(({ answer }) => answer?.['error'] === 'is_archived').length;

export const playFaults = (stage: () => Stage): void => {
  const camera = createCamera('faults');

  it('what Slack does not take, with 429, it is told later', async () => {
    const { ada } = stage();
    await ada.turn(SLACK_IS_BUSY, true);
    await ada.invite('Xaver Later <xaver@example.net>');
    await ada.go('Traffic');
    await ada.page
      .getByText(/ratelimited, 429/)
      .first()
      .waitFor();
    await ada.go('Messages');
    expect(await ada.page.getByText(/^• Xaver Later/).count()).toBe(0);
    await ada.turn(SLACK_IS_BUSY, false);
    await ada.moveClock('+ 1 hour');
    await ada.page.getByText(/Xaver Later: sent by mail/).waitFor();
  });

  it('an admin sees that the mail server is down, and that the mail has come once it is up again', async () => {
    const { ada } = stage();
    await ada.turn(MAIL_IS_DOWN, true);
    await ada.invite('Yves Waiting <yves@example.net>');
    await ada.page.getByText(/Yves Waiting: not delivered yet, retrying/).waitFor();
    await ada.type('/members pending');
    await (await ada.window('Pending invitations')).getByText(/mail server unreachable/).waitFor();
    await camera.shoot(ada.page, 'mail-is-down');
    await ada.closeWindows();
    await ada.turn(MAIL_IS_DOWN, false);
    await ada.moveClock('+ 1 hour');
    await ada.page.getByText(/Yves Waiting: sent by mail/).waitFor();
    await ada.openMail('yves@example.net');
  });

  it('an admin is told once that the channel of a team is archived', async () => {
    const { ada, sandbox } = stage();
    await ada.go('# support');
    await ada.page.getByRole('button', { name: 'Archive this channel' }).click();
    await ada.page.getByRole('button', { name: 'Unarchive this channel' }).waitFor();
    await ada.go('Messages');
    const told = ada.page.getByText(/can't be posted in #support: the channel is archived/);
    await joinSupport(stage(), 'Zoe');
    await told.waitFor();
    await camera.shoot(ada.page, 'channel-is-archived');
    const tries = triesInVain(stage());
    await joinSupport(stage(), 'Zeno');
    await expect.poll(() => triesInVain(stage()), { timeout: 30_000 }).toBeGreaterThan(tries);
    await sandbox.usher.workspace.settled({ timeoutMs: 30_000 });
    expect(await told.count()).toBe(1);
  });
};
