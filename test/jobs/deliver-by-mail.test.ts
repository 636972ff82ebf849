import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { reinvite } from '../../src/services/reinvite.ts';
import { withdraw } from '../../src/services/withdraw.ts';
import { type AddedMember, addMember, anAddress, askedBy } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { deliveriesOf, endsInMinutes, queueAgain, queueDelivery } from './deliveries.ts';

const DAY = 24 * 60;

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
});
afterEach(async () => {
  services.inbox.refuse(undefined);
  await services.clearJobs();
});
afterAll(() => services.stop());

const waiting = () => services.waitingJobs('deliver-invitation');

describe('deliver-invitation, by mail', () => {
  it('when the mail server takes it, it is sent, and the inviter reads so', async () => {
    const email = anAddress();
    const invitation = await queueDelivery(services, ada, email);
    await services.runJobs();
    const [mail, ...more] = services.inbox.mailsTo(email);
    expect(more).toEqual([]);
    expect(mail?.links).toContain(services.deps.links.urlFor?.(invitation.id, 1));
    expect(await deliveriesOf(services, invitation)).toEqual([
      { channel: 'EMAIL', state: 'SENT', cause: null, attempts: 1 },
    ]);
    expect((await ada.person.waitForMessage(email)).text).toMatch(/sent by mail .*, waiting/);
  });

  it('when the mail server asks to try later, it waits with the cause, and goes out at a later try', async () => {
    const email = anAddress();
    const invitation = await queueDelivery(services, ada, email);
    services.inbox.refuse({ code: 451, text: '4.7.1 Greylisted' });
    await services.runJobs();
    expect(await deliveriesOf(services, invitation)).toEqual([
      { channel: 'EMAIL', state: 'QUEUED', cause: 'mail_temporarily_refused', attempts: 1 },
    ]);
    expect(await waiting()).toHaveLength(1);
    services.inbox.refuse(undefined);
    await services.runJobs({ hurry: true });
    expect(await deliveriesOf(services, invitation)).toEqual([
      { channel: 'EMAIL', state: 'SENT', cause: null, attempts: 2 },
    ]);
    expect(services.inbox.mailsTo(email)).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  it('when the mail server refuses the address, it has failed, and is not tried again', async () => {
    const email = anAddress();
    const invitation = await queueDelivery(services, ada, email);
    services.inbox.refuse({ code: 550, text: '5.1.1 No such user' });
    await services.runJobs();
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'FAILED', cause: 'mail_refused' }]);
    expect(await waiting()).toEqual([]);
    expect((await ada.person.waitForMessage(email)).text).toMatch(
      /not delivered: the mail server refused this address/,
    );
  });

  it('when nobody answers at the mail server, it waits with the cause, and is sent once when somebody does', async () => {
    const email = anAddress();
    const invitation = await queueDelivery(services, ada, email);
    await services.inbox.close();
    await services.runJobs();
    expect(await deliveriesOf(services, invitation)).toMatchObject([
      { state: 'QUEUED', cause: 'mail_server_unreachable' },
    ]);
    expect((await ada.person.waitForMessage(email)).text).toMatch(
      /not delivered yet, retrying: mail server unreachable/,
    );
    await services.inbox.reopen();
    await services.runJobs({ hurry: true });
    await services.runJobs({ hurry: true });
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'SENT', cause: null }]);
    expect(services.inbox.mailsTo(email)).toHaveLength(1);
  });

  it('when a mailbox is full, it is tried as long as the link would live, then given up with the cause, and the issuer is told', async () => {
    const undo = await services.change({ invitation_lifetime_hours: 72 });
    const email = anAddress();
    const invitation = await queueDelivery(services, ada, email);
    services.inbox.refuse({ code: 552, text: '5.2.2 Mailbox full' });
    await services.runJobs();
    for (const hours of [30, 30]) {
      await services.advance(`${hours} hours`);
      // The queue has counted to its end; the link would still live.
      await services.lastTry();
      await services.runJobs({ hurry: true });
      expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'QUEUED', cause: 'mailbox_full' }]);
      expect(await waiting()).toHaveLength(1);
    }
    expect((await ada.person.waitForMessage(email)).text).toMatch(/retrying: their mailbox is full/);
    await services.advance('13 hours');
    await services.runJobs({ hurry: true });
    await undo();
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'FAILED', cause: 'mailbox_full' }]);
    expect(await waiting()).toEqual([]);
    expect((await ada.person.waitForMessage('An invitation was not sent')).text).toMatch(/pending list/);
    expect((await ada.person.waitForMessage(email)).text).toMatch(
      /not delivered: their mailbox is full. Reinvite when/,
    );
  });

  it('when Usher itself was down for longer than a link lives, what waits is tried again before it is given up', async () => {
    const email = anAddress();
    const invitation = await queueDelivery(services, ada, email);
    await services.advance('30 hours');
    services.inbox.refuse({ code: 451, text: '4.7.1 Greylisted' });
    await services.runJobs();
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'QUEUED' }]);
    services.inbox.refuse(undefined);
    await services.runJobs({ hurry: true });
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'SENT' }]);
  });

  it('when the mail came back, nothing more is sent by this link', async () => {
    const email = anAddress();
    const invitation = await queueDelivery(services, ada, email);
    await services.runJobs();
    await services.query("UPDATE delivery SET state = 'BOUNCED' WHERE invitation_id = $1", [invitation.id]);
    await queueAgain(services, invitation, true);
    await services.runJobs();
    expect(services.inbox.mailsTo(email)).toHaveLength(1);
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'BOUNCED' }]);
  });

  it('when it is queued twice, one mail goes out', async () => {
    const email = anAddress();
    const invitation = await queueDelivery(services, ada, email);
    await services.runJobs();
    await queueAgain(services, invitation);
    await services.runJobs();
    expect(services.inbox.mailsTo(email)).toHaveLength(1);
  });
});

describe('deliver-invitation, what is not sent any more', () => {
  const expectSilence = async (email: string): Promise<void> => {
    await services.runJobs();
    expect(services.inbox.mailsTo(email)).toEqual([]);
    expect(await waiting()).toEqual([]);
  };

  it('when the link was replaced since', async () => {
    const email = anAddress();
    const old = await queueDelivery(services, ada, email);
    await reinvite(services.deps, await askedBy(services, ada.person), { kind: 'emails', emails: [email] });
    await services.clearJobs();
    await queueAgain(services, old);
    await expectSilence(email);
  });

  it('when it was withdrawn since', async () => {
    const email = anAddress();
    const { id } = await queueDelivery(services, ada, email);
    await withdraw(services.deps, await askedBy(services, ada.person), { kind: 'ids', ids: [id] });
    await expectSilence(email);
    expect(await deliveriesOf(services, { id })).toEqual([]);
  });

  it('when the address asked not to be written to', async () => {
    const email = anAddress();
    await queueDelivery(services, ada, email);
    await services.query('INSERT INTO address_preference (id, email_key, stopped_at) VALUES ($1, $2, usher_now())', [
      uuidv7(),
      email,
    ]);
    await expectSilence(email);
  });

  it('when the link went out, ran out, and is asked for once more', async () => {
    const email = anAddress();
    const invitation = await queueDelivery(services, ada, email);
    await services.query(
      `UPDATE invitation SET sent_at = usher_now() - interval '25 hours', expires_at = usher_now() - interval '1 hour'
       WHERE id = $1`,
      [invitation.id],
    );
    await expectSilence(email);
  });

  it('when the invitation is not there at all', async () => {
    const errors = services.logged('error').length;
    await queueAgain(services, { id: uuidv7(), generation: 1 });
    await services.runJobs();
    expect(await waiting()).toEqual([]);
    expect(services.logged('error')).toHaveLength(errors);
  });
});

describe('deliver-invitation, the life of the link', () => {
  it('when it goes out late, the life begins then', async () => {
    const invitation = await queueDelivery(services, ada, anAddress());
    services.inbox.refuse({ code: 451, text: '4.7.1 Greylisted' });
    await services.advance('5 hours');
    await services.runJobs();
    expect(await endsInMinutes(services, invitation)).toBe(DAY);
    await services.advance('3 hours');
    services.inbox.refuse(undefined);
    await services.runJobs({ hurry: true });
    expect(await endsInMinutes(services, invitation)).toBe(DAY);
  });

  it('when it has gone out, a second sending leaves its end alone', async () => {
    const invitation = await queueDelivery(services, ada, anAddress());
    await services.runJobs();
    await services.advance('4 hours');
    await queueAgain(services, invitation, true);
    await services.runJobs();
    expect(await endsInMinutes(services, invitation)).toBe(DAY - 4 * 60);
  });
});

describe('deliver-invitation, without a mail server', () => {
  it('when none is set up, it says so and does not pretend', async () => {
    const bare = await startServices({ mail: false });
    const admin = await addMember(bare);
    const email = anAddress();
    const invitation = await queueDelivery(bare, admin, email);
    await bare.runJobs();
    expect(await deliveriesOf(bare, invitation)).toMatchObject([{ state: 'FAILED', cause: 'mail_not_configured' }]);
    expect(await bare.waitingJobs('deliver-invitation')).toEqual([]);
    expect((await admin.person.waitForMessage(email)).text).toMatch(/not delivered: no mail server is set up/);
    await bare.stop();
  });
});
