import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Modal } from '../support/workspace/modal.ts';
import { type RunningDesk, stall, startDesk } from './running-desk.ts';

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk();
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

const invitationsOf = (email: string) =>
  desk.query<{ status: string }>('SELECT status FROM invitation WHERE email_key = $1', [email]);

describe('a submission', () => {
  it('when it is delivered twice at once, has one effect and two answers that are true', async () => {
    const modal = await openForm('twice@example.com');
    await modal.submit();
    const answers = await desk.workspace.deliver({ repeat: 3 });
    expect(answers.map(({ body }) => JSON.stringify(body).includes('Invited 1'))).toEqual([true, true, true]);
    expect(await invitationsOf('twice@example.com')).toHaveLength(1);
    await desk.inbox.waitForMail('twice@example.com');
    await desk.workspace.settled();
    expect(desk.inbox.mailsTo('twice@example.com')).toHaveLength(1);
  });

  it('when it takes long, says so in the ack, and the result follows in the modal', async () => {
    const modal = await openForm('slow@example.com');
    const { end } = await stall(desk.databaseUrl);
    const outcome = await modal.submit({ atOnce: true });
    expect(outcome.trouble).toBeUndefined();
    expect(outcome.updatedTo?.title).toBe('Still working…');
    await end();
    await modal.waitFor('Invited 1');
  });

  it('when the modal is closed by then, tells the result by direct message', async () => {
    const modal = await openForm('closed@example.com');
    const { end } = await stall(desk.databaseUrl);
    await modal.submit({ atOnce: true });
    await modal.close();
    await end();
    await desk.ada.waitForMessage(/Invited 1[\s\S]*closed@example\.com/);
  });

  it('when its errors come too late for the fields, gives the form back filled in, the errors above it', async () => {
    const modal = await openForm('nobody here');
    const { end } = await stall(desk.databaseUrl);
    await modal.submit({ atOnce: true });
    await end();
    await modal.waitFor('Line 1: “nobody here” has no address');
    expect(modal.input('Addresses').value).toBe('nobody here');
  });

  it('when something unexpected happens, keeps what was typed, and can be sent again', async () => {
    const modal = await openForm('again@example.com');
    await desk.query('ALTER TABLE invitation RENAME TO invitation_away');
    const { errors } = await modal
      .submit()
      .finally(() => desk.query('ALTER TABLE invitation_away RENAME TO invitation'));
    expect(errors?.['Addresses']).toMatch(/Press the button again in a moment; nothing is done twice/);
    expect((await modal.submit()).updatedTo?.text()).toContain('Invited 1');
  });

  it('when the team that is asked for came up while the form was open, gives a form that has it', async () => {
    const modal = await openForm('team@example.com');
    await desk.query(
      "INSERT INTO team (id, organization_id, name) SELECT gen_random_uuid(), id, 'Sales' FROM organization",
    );
    const outcome = await modal.submit().finally(() => undefined);
    await desk.query('DELETE FROM team');
    expect(outcome.trouble).toBeUndefined();
    expect(modal.fields()).toContain('Primary team');
    expect(modal.text()).toContain('Everybody has one primary team here');
    expect(modal.input('Addresses').value).toBe('team@example.com');
  });
});
