import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitForLock } from '../support/locks.ts';
import { seedMember } from '../support/seed.ts';
import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';
import type { Delivery } from '../support/workspace/records.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;

beforeAll(async () => {
  org = await startExampleOrg({ windowPatienceMs: 500 });
});

afterAll(() => org.close());

/** Keeps the table that every interaction reads first locked until the work is done, as a migration or a vacuum would. */
const whileStalled = async <T>(work: () => Promise<T>): Promise<T> => {
  const client = new pg.Client(org.app.databaseUrl);
  await client.connect();
  await client.query('BEGIN; LOCK TABLE membership IN ACCESS EXCLUSIVE MODE');
  try {
    return await work();
  } finally {
    await client.query('COMMIT');
    await client.end();
  }
};

const admin = async (firstName: string): Promise<Person> => {
  const person = org.workspace.person({ firstName });
  await seedMember(org, { email: person.email, firstName, role: 'Admin', slack: person });
  return person;
};

const filledForm = async (person: Person, address: string): Promise<Modal> => {
  await person.types('/members invite');
  const form = await person.modal({ settled: true, title: 'Invite people' });
  await form.fill('Addresses', address);
  await form.fill('Primary team', 'Sales');
  return form;
};

const expectInTime = (...deliveries: (Delivery | undefined)[]): void => {
  for (const delivery of deliveries) {
    expect(delivery?.failed).toBeUndefined();
    expect(delivery?.timedOut).toBe(false);
    expect(delivery?.ackMs).toBeLessThan(3000);
  }
};

describe('a database that stalls', () => {
  it('keeps nobody waiting without a word, and every result follows', async () => {
    const [ben, cleo, dora, fay, gil] = await Promise.all(['Ben', 'Cleo', 'Dora', 'Fay', 'Gil'].map(admin));
    if (!ben || !cleo || !dora || !fay || !gil) throw new Error('Somebody is missing');
    const ivy = org.workspace.person({ firstName: 'Ivy', lastName: 'Sample' });
    await org.invite('waits@example.net', { people: [ivy] });
    const card = await ivy.waitForMessage(/invited you/);
    const form = await filledForm(ben, 'stalled@example.net');
    await cleo.types('/members pending');
    const pending = await cleo.modal({ settled: true, title: 'Pending invitations' });
    const closing = await filledForm(gil, 'closed@example.net');
    await org.quiet();

    const [opened, told, submitted, clicked, accepted, changed, given] = await whileStalled(async () => {
      const asked = Promise.all([
        dora.types('/members invite'),
        fay.types('/members whoami', { atOnce: true }),
        form.submit({ atOnce: true }),
        pending.click('Reinvite', { row: 'waits@example.net' }),
        card.click('Accept'),
        ivy.types('/members help', { atOnce: true }),
        closing.submit({ atOnce: true }),
      ]);
      // A window is there at once, and says what it is doing.
      const loading = await dora.modal();
      expect(loading.text()).toMatch(/Loading/);
      return asked;
    });

    expectInTime(opened, told, submitted.delivery, clicked.delivery, accepted.delivery, changed, given.delivery);
    expect(told.text).toMatch(/One moment/);
    expect(form.text()).toMatch(/Still working|Invitations/);
    await closing.close();

    await dora.modal({ settled: true, title: 'Invite people' });
    await fay.waitForEphemeral(/You are \*?Fay Example|Admin/);
    await form.waitFor(/Invited 1[\s\S]*stalled@example\.net/);
    await pending.waitFor(/1 new link on the way to waits@example\.net/);
    await ivy.waitForMessage(/Welcome to Example Org/);
    await ivy.waitForEphemeral(/What you can type/);
    await gil.waitForMessage(/closed@example\.net/);
    await org.inbox.waitForMail('stalled@example.net');
  });

  it('lets an invitee wait for the page, and the health check tell the truth meanwhile', async () => {
    await org.invite('Robin Example <page@example.net>');
    const page = await org.visitor().open(await org.linkOf('page@example.net'));
    const { joining, alive } = await whileStalled(async () => {
      const pressed = { joining: page.press('Accept and join') };
      await waitForLock(org);
      return { ...pressed, alive: await fetch(`${org.publicUrl}/healthz`) };
    });
    expect(alive.status).toBe(200);
    expect((await joining).heading).toBe('Robin, you are in');
  });
});

describe('a Slack that is slow', () => {
  it('keeps the click acked and the result true when an update takes two seconds', async () => {
    await org.invite('slow@example.net');
    const pending = await org.pending();
    org.workspace.faults.hang('views.update', 2000);
    const { delivery } = await pending.click('Withdraw', { row: 'slow@example.net', confirm: true });
    expectInTime(delivery);
    await pending.waitFor(/Withdrawn: slow@example\.net/);
  });

  it('waits as long as Slack asks before it sends a card, and sends it once', async () => {
    const una = org.workspace.person({ firstName: 'Una', lastName: 'Sample' });
    org.workspace.limits.next('chat.postMessage', { retryAfter: 1 });
    await org.invite('', { people: [una] });
    await una.waitForMessage(/invited you/);
    await org.quiet();
    expect(una.messages().filter(({ text }) => /invited you/.test(text))).toHaveLength(1);
  });

  it('recognises a card when the answer to it got lost, and lets it be answered', async () => {
    const vera = org.workspace.person({ firstName: 'Vera', lastName: 'Sample' });
    org.workspace.faults.lose('chat.postMessage');
    await org.invite('', { people: [vera] });
    await vera.waitForMessage(/invited you/);
    await org.retryNow();
    await org.quiet();
    const cards = vera.messages().filter(({ buttons }) => buttons.includes('Accept'));
    expect(cards).toHaveLength(1);
    for (const card of cards) await card.click('Accept', { stale: true });
    await vera.waitForMessage(/Welcome to Example Org/);
    await org.quiet();
    expect(vera.messages().flatMap(({ buttons }) => buttons)).toEqual([]);
    expect(vera.messages().filter(({ text }) => /Welcome to/.test(text))).toHaveLength(1);
  });
});
