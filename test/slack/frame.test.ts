import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Modal } from '../support/workspace/modal.ts';
import { type RunningDesk, stall, startDesk } from './running-desk.ts';

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk({ windowPatienceMs: 500 });
});
afterAll(() => desk.stop());
afterEach(async () => {
  for (const modal of desk.ada.modals().reverse()) await modal.close();
  desk.workspace.faults.clear();
  expect(desk.workspace.refusals).toEqual([]);
});

const openForm = async (addresses: string): Promise<Modal> => {
  await desk.ada.types('/members invite');
  const modal = await desk.ada.modal({ title: 'Invite people', settled: true });
  await modal.fill('Addresses', addresses);
  return modal;
};

describe('a command', () => {
  it('when the answer is there at once, gives it in the ack', async () => {
    const { text, ackMs } = await desk.ada.types('/members whoami');
    expect(text).toContain('You are *Ada Example*');
    expect(ackMs).toBeLessThan(3000);
    expect(desk.workspace.callsOf('chat.postMessage').filter(({ args }) => args['channel'] === desk.ada.id)).toEqual(
      [],
    );
  });

  it('when the database stalls, asks for a moment inside of 3 s, and the answer follows once', async () => {
    const before = desk.ada.ephemerals().length;
    const { end } = await stall(desk.databaseUrl);
    const { text, ackMs, failed } = await desk.ada.types('/members whoami', { atOnce: true });
    expect({ text, failed }).toEqual({ text: 'One moment…', failed: undefined });
    expect(ackMs).toBeLessThan(3000);
    await end();
    const told = () =>
      desk.ada
        .ephemerals()
        .slice(before)
        .map(({ text: said }) => said.split('\n')[0]);
    await expect.poll(told).toEqual(['One moment…', 'You are *Ada Example* (ada@example.com) of *Example Org*.']);
  });

  it('when the response_url is gone by then, answers by direct message', async () => {
    const { end } = await stall(desk.databaseUrl);
    await desk.ada.types('/members whoami', { atOnce: true });
    desk.workspace.advance(31 * 60_000);
    await end();
    await desk.ada.waitForMessage('You are *Ada Example*');
  });

  it('when the modal takes a while, holds its place and fills it', async () => {
    const { end } = await stall(desk.databaseUrl);
    await desk.ada.types('/members invite');
    expect((await desk.ada.modal()).text()).toContain('Loading…');
    await end();
    expect((await desk.ada.modal({ settled: true })).title).toBe('Invite people');
    expect(desk.workspace.callsOf('views.open').at(-1)?.ms).toBeLessThan(3000);
  });

  it('when Slack does not open the modal, says so instead of nothing', async () => {
    desk.workspace.faults.answer('views.open', 'expired_trigger_id');
    await desk.ada.types('/members invite');
    await desk.ada.waitForEphemeral('Slack did not open the window. Try once more.');
  });

  it('when something unexpected happens, gives a number that is in the log', async () => {
    await desk.query('ALTER TABLE role RENAME TO role_away');
    const { text } = await desk.ada
      .types('/members whoami')
      .finally(() => desk.query('ALTER TABLE role_away RENAME TO role'));
    const [, number = 'none'] = /this number: (\w+)/.exec(text) ?? [];
    expect(
      desk.logLines.filter((line) => line.includes(number) && line.includes('an interaction failed')),
    ).toHaveLength(1);
  });
});

describe('a click', () => {
  const openPending = async (): Promise<Modal> => {
    await desk.ada.types('/members pending');
    return desk.ada.modal({ title: 'Pending invitations', settled: true });
  };

  it('when somebody else rewrote the modal first, it is read again', async () => {
    await (await openForm('conflict@example.com')).submit();
    const modal = await openPending();
    desk.workspace.faults.answer('views.update', 'hash_conflict');
    await modal.click('Reinvite', { row: /conflict@example\.com/ });
    await modal.waitFor('1 new link on the way to conflict@example.com');
  });

  it('when the modal was closed meanwhile, the outcome is told by direct message', async () => {
    await (await openForm('gone@example.com')).submit();
    const modal = await openPending();
    desk.workspace.faults.answer('views.update', 'not_found');
    await modal.click('Withdraw', { row: /gone@example\.com/, confirm: true });
    await desk.ada.waitForMessage('Withdrawn: gone@example.com');
  });

  it('when it is delivered twice, reinvites once', async () => {
    await (await openForm('double@example.com')).submit();
    const modal = await openPending();
    await modal.click('Reinvite', { row: /double@example\.com/ });
    await modal.waitFor('1 new link on the way');
    await desk.workspace.deliver();
    await desk.workspace.settled();
    const [row] = await desk.query<{ generation: number }>(
      "SELECT generation FROM invitation WHERE email_key = 'double@example.com'",
    );
    expect(row?.generation).toBe(2);
    expect(modal.text()).toContain('1 new link on the way to double@example.com');
  });

  it('when the button is stale, says what is true now', async () => {
    await (await openForm('stale@example.com')).submit();
    const modal = await openPending();
    await desk.query("UPDATE invitation SET generation = generation + 1 WHERE email_key = 'stale@example.com'");
    await modal.click('Reinvite', { row: /stale@example\.com/ });
    await modal.waitFor('stale@example.com: A newer invitation was sent');
  });

  it('when nobody listens to the button any more, is acked all the same', async () => {
    await desk.ada.types('/members pending');
    const modal = await desk.ada.modal({ title: 'Pending invitations', settled: true });
    await modal.click('Reinvite', { row: 0 });
    const click = desk.workspace.deliveries.findLast(({ kind }) => kind === 'interaction');
    const payload = structuredClone(click?.payload) as { actions: { action_id: string }[] };
    for (const action of payload.actions) action.action_id = 'of_an_older_version';
    const [delivery] = await desk.workspace.deliver({ what: { kind: 'interaction', payload } as never });
    expect(delivery?.failed).toBeUndefined();
  });
});

describe('stopping', () => {
  it('when it is told to stop while it answers, answers first', async () => {
    const other = await startDesk();
    const { end } = await stall(other.databaseUrl);
    const answer = await other.ada.types('/members whoami', { atOnce: true });
    expect(answer.text).toBe('One moment…');
    const stopped = other.app.stop();
    await end();
    await stopped;
    await sleep(0);
    expect(other.ada.ephemerals().at(-1)?.text).toContain('You are *Ada Example*');
    await other.stop();
  });
});
