import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InvitationRecord } from '../../src/domain/invitation.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import { withdraw } from '../../src/services/withdraw.ts';
import { type AddedMember, addMember, anAddress, askedBy, entry, invitationOf } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import type { Person } from '../support/workspace/person.ts';
import { deliveriesOf, queueAgain, queueDelivery } from './deliveries.ts';

let services: Services;
let ada: AddedMember;
let bob: Person;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
});
beforeEach(() => {
  bob = services.workspace.person({ firstName: 'Bob', email: anAddress('bob') });
});
afterEach(async () => {
  expect(services.workspace.refusals).toEqual([]);
  services.workspace.faults.clear();
  await services.clearJobs();
});
afterAll(() => services.stop());

const cards = (person = bob) => person.messages();
const mails = (email = bob.email) => services.inbox.mailsTo(email);
const waiting = () => services.waitingJobs('deliver-invitation');
const bySlackRef = (email: string) => ({ entries: [entry(email, { slack: { teamId: bob.teamId, userId: bob.id } })] });

/** The invitation is for Bob's address, and goes to Bob by Slack. */
const deliver = async (given: Parameters<typeof queueDelivery>[3] = {}): Promise<InvitationRecord> => {
  const invitation = await queueDelivery(services, ada, bob.email, given);
  await services.runJobs();
  return invitation;
};

describe('deliver-invitation, to somebody of the workspace', () => {
  it('when Slack takes the card, that is all they get, and only they may accept by it', async () => {
    const invitation = await queueDelivery(services, ada, bob.email);
    await services.query('UPDATE invitation SET slack_team_id = NULL, slack_user_id = NULL WHERE id = $1', [
      invitation.id,
    ]);
    await services.runJobs();
    expect(cards()).toMatchObject([
      { buttons: ['Accept', 'No, thanks', 'Email me the link instead', 'Don’t write to me again'] },
    ]);
    expect(mails()).toEqual([]);
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ channel: 'DM', state: 'SENT' }]);
    expect((await invitationOf(services, bob.email)).slack).toEqual({ teamId: bob.teamId, userId: bob.id });
    expect((await ada.person.waitForMessage('Bob Example')).text).toMatch(/sent by Slack .*, waiting/);
  });

  it.each([
    ['user_disabled', 'slack_user_unavailable'],
    ['cannot_dm_bot', 'slack_user_unavailable'],
    ['messages_tab_disabled', 'slack_refused'],
    ['restricted_action_whatever_comes', 'slack_refused'],
    // Nobody expects that of a card; no try would mend it either.
    ['msg_blocks_too_long', 'slack_refused'],
  ])('when Slack says %s, the mail goes out at once', async (error, cause) => {
    services.workspace.faults.answer('chat.postMessage', error);
    const invitation = await deliver();
    expect(mails()).toHaveLength(1);
    expect(await deliveriesOf(services, invitation)).toMatchObject([
      { channel: 'DM', state: 'FAILED', cause },
      { channel: 'EMAIL', state: 'SENT', cause: null },
    ]);
  });

  it('when Slack says how long to wait, the card is queued for then, and nothing has failed', async () => {
    services.forgetLog();
    services.workspace.limits.next('chat.postMessage', { retryAfter: 40 });
    const before = Date.now();
    const invitation = await deliver();
    expect(cards()).toEqual([]);
    expect(await deliveriesOf(services, invitation)).toMatchObject([
      { channel: 'DM', state: 'QUEUED', cause: 'slack_unreachable' },
    ]);
    const [job, ...more] = await waiting();
    expect(more).toEqual([]);
    const seconds = ((job?.runAt.getTime() ?? 0) - before) / 1000;
    expect(seconds).toBeGreaterThan(39);
    expect(seconds).toBeLessThan(100);
    expect(services.logged('error')).toEqual([]);
    expect(await services.query('SELECT attempts, max_attempts, last_error FROM graphile_worker.jobs')).toMatchObject([
      { attempts: 0, max_attempts: 14, last_error: null },
    ]);
    await services.runJobs({ hurry: true });
    expect(cards()).toHaveLength(1);
    expect(mails()).toEqual([]);
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ channel: 'DM', state: 'SENT', cause: null }]);
  });

  it('when Slack is out of order, the queue tries again, and after an hour the mail goes out', async () => {
    const invitation = await queueDelivery(services, ada, bob.email);
    const strike = async (): Promise<void> => {
      services.workspace.faults.clear();
      services.workspace.faults.answer('chat.postMessage', 'internal_error');
      await services.query("DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'batch:%'");
      await services.runJobs({ hurry: true });
    };
    await strike();
    await services.advance('50 minutes');
    await strike();
    expect(await waiting()).toHaveLength(1);
    expect(await deliveriesOf(services, invitation)).toMatchObject([
      { channel: 'DM', state: 'QUEUED', cause: 'slack_unreachable' },
    ]);
    expect(mails()).toEqual([]);
    await services.advance('11 minutes');
    await strike();
    expect(await deliveriesOf(services, invitation)).toMatchObject([
      { channel: 'DM', state: 'FAILED', cause: 'slack_unreachable' },
      { channel: 'EMAIL', state: 'SENT' },
    ]);
    expect(mails()).toHaveLength(1);
  });

  it('when Slack took the card and its answer got lost, the next try recognises it', async () => {
    services.workspace.faults.lose('chat.postMessage', { to: bob.id });
    const invitation = await deliver();
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'QUEUED', cause: 'slack_unreachable' }]);
    await services.runJobs({ hurry: true });
    expect(cards()).toHaveLength(1);
    expect(mails()).toEqual([]);
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ channel: 'DM', state: 'SENT', cause: null }]);
  });

  it('when its answer got lost, and Slack puts off the look for it, it is recognised after that', async () => {
    services.workspace.faults.lose('chat.postMessage', { to: bob.id });
    const invitation = await deliver();
    services.workspace.limits.next('conversations.history', { retryAfter: 30 });
    await services.runJobs({ hurry: true });
    await services.runJobs({ hurry: true });
    expect(cards()).toHaveLength(1);
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ channel: 'DM', state: 'SENT', cause: null }]);
  });

  it('when it is queued twice, one card is posted', async () => {
    const invitation = await deliver();
    await queueAgain(services, invitation);
    await services.runJobs();
    expect(cards()).toHaveLength(1);
  });

  it('when they ask for the mail instead, the mail goes out and no second card', async () => {
    const invitation = await deliver();
    await queueAgain(services, invitation, true);
    await services.runJobs();
    expect(cards()).toHaveLength(1);
    expect(mails()).toHaveLength(1);
  });
});

describe('deliver-invitation, which way', () => {
  it('when the organization sends by mail only, no card is posted', async () => {
    const undo = await services.change({ delivery_policy: 'MAIL_ONLY' });
    await deliver();
    await undo();
    expect([cards().length, mails().length]).toEqual([0, 1]);
  });

  it('when the organization sends both, card and mail go out, each once', async () => {
    const undo = await services.change({ delivery_policy: 'DM_AND_MAIL' });
    services.inbox.refuse({ code: 451, text: '4.7.1 Greylisted' });
    const invitation = await deliver();
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'SENT' }, { state: 'QUEUED' }]);
    services.inbox.refuse(undefined);
    await services.runJobs({ hurry: true });
    await undo();
    expect([cards().length, mails().length]).toEqual([1, 1]);
  });

  it('when the role is an admin role, the link is mailed', async () => {
    await deliver({ role: 'Admin' });
    expect([cards().length, mails().length]).toEqual([0, 1]);
  });

  it('when Slack knows them under another address by now, the link is mailed to the one that was invited', async () => {
    const invited = bob.email;
    await queueDelivery(services, ada, invited, bySlackRef(invited));
    await bob.update({ email: anAddress('bobby') });
    await services.runJobs();
    expect([cards().length, mails(invited).length, mails(bob.email).length]).toEqual([0, 1, 0]);
  });

  it('when Slack has not confirmed their address, the link is mailed', async () => {
    await bob.update({ isEmailConfirmed: false });
    await deliver();
    expect([cards().length, mails().length]).toEqual([0, 1]);
  });

  it('when they left Slack since, the link is mailed', async () => {
    const invited = bob.email;
    const invitation = await queueDelivery(services, ada, invited, bySlackRef(invited));
    await bob.update({ deleted: true });
    await services.runJobs();
    expect(mails(invited)).toHaveLength(1);
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ channel: 'EMAIL', state: 'SENT' }]);
  });

  it('when Slack does not say who they are, the link is mailed', async () => {
    await queueDelivery(services, ada, bob.email);
    for (const method of ['users.info', 'users.lookupByEmail', 'users.list'])
      services.workspace.faults.status(method, 503);
    await services.runJobs();
    expect([cards().length, mails().length]).toEqual([0, 1]);
  });
});

describe('deliver-invitation, to a guest of the workspace', () => {
  beforeEach(() => bob.update({ isRestricted: true }));

  it('when guests are allowed, posts the card', async () => {
    const undo = await services.change({ guest_policy: 'ALLOW' });
    await deliver();
    await undo();
    expect([cards().length, mails().length]).toEqual([1, 0]);
  });

  it('when guests are refused by now, sends nothing and says why', async () => {
    const undo = await services.change({ guest_policy: 'ALLOW' });
    const invitation = await queueDelivery(services, ada, bob.email);
    await undo();
    await services.runJobs();
    expect([cards().length, mails().length]).toEqual([0, 0]);
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'FAILED', cause: 'slack_guest' }]);
    expect(await waiting()).toEqual([]);
  });
});

describe('deliver-invitation, when something happens while the card is on its way', () => {
  const whileOnItsWay = async (act: (invitation: InvitationRecord) => Promise<unknown>): Promise<void> => {
    const invitation = await queueDelivery(services, ada, bob.email);
    services.workspace.forget();
    const letGo = services.workspace.faults.hold('chat.postMessage');
    const running = services.runJobs();
    await expect.poll(() => services.workspace.callsOf('chat.postMessage').length, { interval: 10 }).toBe(1);
    await act(invitation);
    // What the act itself has queued finds no card yet.
    await services.runJobs();
    expect(await services.waitingJobs('settle-card')).toEqual([]);
    expect(cards().every(({ buttons }) => buttons.length === 4)).toBe(true);
    letGo();
    await running;
    await services.runJobs();
  };

  it('when it is withdrawn, the card keeps no button', async () => {
    await whileOnItsWay(async ({ id }) =>
      withdraw(services.deps, await askedBy(services, ada.person), { kind: 'ids', ids: [id] }),
    );
    expect(cards()).toMatchObject([{ buttons: [] }]);
    expect(cards()[0]?.text).toMatch(/Withdrawn/);
  });

  it('when it is reinvited, the old card keeps no button and the new one has its own', async () => {
    await whileOnItsWay(async () =>
      reinvite(services.deps, await askedBy(services, ada.person), { kind: 'emails', emails: [bob.email] }),
    );
    const generations = cards().map(({ metadata, buttons }) => [metadata, buttons.length]);
    expect(generations).toContainEqual([
      expect.objectContaining({ event_payload: expect.objectContaining({ generation: 2 }) }),
      4,
    ]);
    expect(generations.map(([, count]) => count).sort()).toEqual([0, 4]);
  });
});
