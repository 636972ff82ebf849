import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitForLock } from '../support/locks.ts';
import type { Modal } from '../support/workspace/modal.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;

beforeAll(async () => {
  org = await startExampleOrg();
});

afterAll(() => org.close());

const filledForm = async (address: string): Promise<Modal> => {
  await org.ada.types('/members invite');
  const form = await org.ada.modal({ settled: true, title: 'Invite people' });
  await form.fill('Addresses', address);
  await form.fill('Primary team', 'Sales');
  return form;
};

const locked = async (): Promise<pg.Client> => {
  const client = new pg.Client(org.app.databaseUrl);
  await client.connect();
  await client.query('BEGIN; LOCK TABLE membership IN ACCESS EXCLUSIVE MODE');
  return client;
};

describe('a stop in the middle of the work', () => {
  it('answers what was asked before, and loses nothing of it', async () => {
    const form = await filledForm('asked-before@example.net');
    const client = await locked();
    const submitted = form.submit({ atOnce: true });
    await waitForLock(org);
    const stopped = org.app.stop();
    await sleep(300);
    // Nothing new is done from here on: by HTTP nobody listens any more, and by the socket that is still there it is said.
    const { failed, text } = await org.ada.types('/members whoami');
    expect(failed ?? text).toMatch(/^dispatch_failed$|^Usher is restarting\. Nothing was done/);
    await client.query('COMMIT');
    await client.end();
    const { delivery, trouble } = await submitted;
    await stopped;
    expect(trouble).toBeUndefined();
    expect(delivery?.ackMs).toBeLessThan(3000);
    const written = await org.query(`SELECT status FROM invitation WHERE email_key = 'asked-before@example.net'`);
    expect(written).toEqual([{ status: 'PENDING' }]);

    await org.startAgain();
    await org.inbox.waitForMail('asked-before@example.net');
    await org.ada.waitForMessage(/1 invited: 1 waiting[\s\S]*asked-before/);
    await org.quiet();
    expect(org.inbox.mailsTo('asked-before@example.net')).toHaveLength(1);
  });

  it('tells the result of work that outlasted its modal', async () => {
    const form = await filledForm('outlasted@example.net');
    const client = await locked();
    const submitted = form.submit({ atOnce: true });
    expect((await submitted).trouble).toBeUndefined();
    expect(form.text()).toMatch(/Still working/);
    const stopped = org.app.stop();
    await client.query('COMMIT');
    await client.end();
    await stopped;
    expect(form.text()).toMatch(/Invited 1[\s\S]*outlasted@example\.net/);
    await org.startAgain();
    await org.inbox.waitForMail('outlasted@example.net');
  });

  it('may be asked for twice', async () => {
    await Promise.all([org.app.stop(), org.app.stop()]);
    await org.app.stop();
    await org.startAgain();
    expect((await org.ada.types('/members help')).text).toMatch(/What you can type/);
  });
});

describe('a restart between the commit and the delivery', () => {
  it('sends the mail from the next process, once', async () => {
    await org.inbox.close();
    await org.invite('Robin Example <survives@example.net>');
    await org.app.stop();
    expect(org.inbox.mailsTo('survives@example.net')).toEqual([]);

    await org.inbox.reopen();
    await org.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
    await org.startAgain();

    const joined = await (await org.visitor().open(await org.linkOf('survives@example.net'))).press('Accept and join');
    expect(joined.heading).toBe('Robin, you are in');
    await org.quiet();
    expect(
      org.inbox.mailsTo('survives@example.net').filter(({ subject }) => /Welcome to/.test(subject ?? '')),
    ).toHaveLength(1);
  });

  it('finds the first admin, the organization and its people as they were', async () => {
    const before = await org.query(
      'SELECT count(*)::int AS admins FROM membership m JOIN role r ON r.id = m.role_id WHERE r.is_admin',
    );
    await org.app.stop();
    await org.startAgain();
    expect(
      await org.query(
        'SELECT count(*)::int AS admins FROM membership m JOIN role r ON r.id = m.role_id WHERE r.is_admin',
      ),
    ).toEqual(before);
    expect(await org.query('SELECT count(*)::int AS n FROM organization')).toEqual([{ n: 1 }]);
    expect((await org.ada.types('/members whoami')).text).toMatch(/Admin/);
  });

  it('keeps the buttons alive that were shown before it', async () => {
    await org.invite('button@example.net');
    const pending = await org.pending();
    await org.quiet();
    await org.app.stop();
    await org.startAgain();
    await pending.click('Withdraw', { row: 'button@example.net', confirm: true });
    await pending.waitFor(/Withdrawn: button@example\.net/);
  });
});
