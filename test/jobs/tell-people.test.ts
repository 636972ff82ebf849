import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { job } from '../../src/domain/job.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import { withdraw } from '../../src/services/withdraw.ts';
import { type AddedMember, addMember, anAddress, askedBy, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
let ada: AddedMember;
let grace: AddedMember;
beforeAll(async () => {
  services = await startServices();
});
beforeEach(async () => {
  await services.query("UPDATE membership SET status = 'REMOVED', ended_at = now() WHERE status = 'ACTIVE'");
  ada = await addMember(services, { joinedAt: new Date('2020-01-01') });
  grace = await addMember(services, { firstName: 'Grace', joinedAt: new Date('2021-01-01') });
});
afterEach(async () => {
  expect(services.workspace.refusals).toEqual([]);
  services.workspace.faults.clear();
  services.inbox.refuse(undefined);
  services.forgetLog();
  await services.clearJobs();
});
afterAll(() => services.stop());

const requestId = 'a-request';
const told = ({ person }: AddedMember, words: string) =>
  person.messages().filter(({ text }) => text.includes(words)).length;

describe('announce-admin', () => {
  const announce = async (membershipId: string): Promise<void> => {
    await services.deps.store.enqueue(job('announce-admin', { membershipId, grantedById: null, requestId }));
    await services.runJobs();
  };
  const words = 'is an admin now';

  it('when somebody becomes an admin, every other admin is told, once each', async () => {
    const linus = await addMember(services, { firstName: 'Linus' });
    await announce(linus.membershipId);
    await announce(linus.membershipId);
    expect([ada, grace, linus].map((admin) => told(admin, words))).toEqual([1, 1, 0]);
  });

  it('when they are no admin any more, nobody is told', async () => {
    const linus = await addMember(services, { firstName: 'Linus', role: 'Member' });
    await announce(linus.membershipId);
    expect([ada, grace].map((admin) => told(admin, words))).toEqual([0, 0]);
  });

  it.each([
    ['says how long to wait', () => services.workspace.limits.next('chat.postMessage', { retryAfter: 20 })],
    ['does not take the message', () => services.workspace.faults.answer('chat.postMessage', 'invalid_arguments')],
  ])('when Slack %s, whoever was not told is told later, and nobody twice', async (_what, breakIt) => {
    const linus = await addMember(services, { firstName: 'Linus' });
    breakIt();
    await announce(linus.membershipId);
    expect([ada, grace].map((admin) => told(admin, words))).toEqual([0, 0]);
    await services.runJobs({ hurry: true });
    expect([ada, grace].map((admin) => told(admin, words))).toEqual([1, 1]);
  });

  it('when one of them has left Slack, the others are told all the same', async () => {
    const linus = await addMember(services, { firstName: 'Linus' });
    await ada.person.update({ deleted: true });
    await announce(linus.membershipId);
    expect([ada, grace].map((admin) => told(admin, words))).toEqual([0, 1]);
    expect(await services.waitingJobs()).toEqual([]);
  });
});

describe('welcome-member', () => {
  const welcome = async (way: 'dm' | 'mail' | 'added', member: AddedMember): Promise<void> => {
    await services.deps.store.enqueue(job('welcome-member', { membershipId: member.membershipId, way, requestId }));
    await services.runJobs();
  };
  const got = (member: AddedMember) => [told(member, 'Welcome to'), services.inbox.mailsTo(member.email).length];
  let bob: AddedMember;
  beforeEach(async () => {
    bob = await addMember(services, { firstName: 'Bob', role: 'Member' });
  });

  it('when they accepted in Slack, it is a direct message', async () => {
    await welcome('dm', bob);
    expect(got(bob)).toEqual([1, 0]);
  });

  it('when they accepted by mail, it is a mail', async () => {
    await welcome('mail', bob);
    expect(got(bob)).toEqual([0, 1]);
  });

  it('when Slack cannot reach them, it is a mail', async () => {
    services.workspace.faults.answer('chat.postMessage', 'user_disabled');
    await welcome('dm', bob);
    expect(got(bob)).toEqual([0, 1]);
  });

  it('when Slack asks for patience, it waits, and only after the last try it is a mail', async () => {
    services.workspace.faults.status('chat.postMessage', 503, { times: 2 });
    await welcome('dm', bob);
    expect(got(bob)).toEqual([0, 0]);
    await services.lastTry();
    await services.runJobs({ hurry: true });
    expect(got(bob)).toEqual([0, 1]);
  });

  it('when the mail server asks to try later, it is tried later', async () => {
    services.inbox.refuse({ code: 451, text: '4.7.1 Greylisted' });
    await welcome('mail', bob);
    services.inbox.refuse(undefined);
    await services.runJobs({ hurry: true });
    expect(got(bob)).toEqual([0, 1]);
  });

  it('when they are a member no longer, nothing is sent', async () => {
    await services.query("UPDATE membership SET status = 'DEACTIVATED', ended_at = now() WHERE id = $1", [
      bob.membershipId,
    ]);
    await welcome('dm', bob);
    expect(got(bob)).toEqual([0, 0]);
  });
});

describe('ask-new-link', () => {
  const words = 'asks for a new link';
  const ask = async (invitation: { id: string; generation: number }): Promise<void> => {
    await services.clearJobs();
    const { id, generation } = invitation;
    await services.deps.store.enqueue(job('ask-new-link', { invitationId: id, generation, requestId }));
    await services.runJobs();
  };
  const byGrace = () => invite(services, grace, anAddress());

  it('when the issuer may act, they have the card, and nobody else', async () => {
    await ask(await byGrace());
    expect([ada, grace].map((admin) => told(admin, words))).toEqual([0, 1]);
    expect(grace.person.messages().at(-1)?.buttons).toEqual(['Send a new link', 'Withdraw']);
  });

  it.each([
    ['is deactivated', "UPDATE membership SET status = 'DEACTIVATED', ended_at = now() WHERE id = $1"],
    [
      'is no admin any more',
      "UPDATE membership SET role_id = (SELECT id FROM role WHERE name = 'Member') WHERE id = $1",
    ],
  ])('when the issuer %s, another admin has the card', async (_what, change) => {
    const invitation = await byGrace();
    await services.query(change, [grace.membershipId]);
    await ask(invitation);
    expect([ada, grace].map((admin) => told(admin, words))).toEqual([1, 0]);
  });

  it('when the issuer has left Slack, another admin has the card', async () => {
    const invitation = await byGrace();
    await grace.person.update({ deleted: true });
    await ask(invitation);
    expect([ada, grace].map((admin) => told(admin, words))).toEqual([1, 0]);
  });

  it('when it was withdrawn or reinvited since, nobody is bothered', async () => {
    const [one, two] = [await byGrace(), await byGrace()];
    await withdraw(services.deps, await askedBy(services, grace.person), { kind: 'ids', ids: [one.id] });
    await reinvite(services.deps, await askedBy(services, grace.person), { kind: 'emails', emails: [two.email] });
    await ask(one);
    await ask(two);
    expect([ada, grace].map((admin) => told(admin, words))).toEqual([0, 0]);
  });
});

describe('mail-code', () => {
  const startCode = async (): Promise<string> => {
    const id = uuidv7();
    await services.query(
      `INSERT INTO identity_code (id, team_id, slack_user_id, account_id, expires_at)
       VALUES ($1, $2, $3, $4, usher_now() + interval '15 minutes')`,
      [id, ada.person.teamId, services.workspace.person({ firstName: 'Ada' }).id, ada.accountId],
    );
    await services.deps.store.enqueue(job('mail-code', { identityCodeId: id, requestId }));
    return id;
  };

  it('when it counts, it is mailed to the address of the account', async () => {
    const id = await startCode();
    await services.runJobs();
    const [mail, ...more] = services.inbox.mailsTo(ada.email);
    expect(more).toEqual([]);
    expect(mail?.text).toContain(services.deps.codes.codeFor(id));
  });

  it('when it ran out before it could be sent, it is not sent', async () => {
    await startCode();
    await services.advance('16 minutes');
    await services.runJobs();
    expect(services.inbox.mailsTo(ada.email)).toEqual([]);
    expect(await services.waitingJobs()).toEqual([]);
  });

  it('when another one took its place, it is not sent', async () => {
    const id = await startCode();
    await services.query('DELETE FROM identity_code WHERE id = $1', [id]);
    await services.runJobs();
    expect(services.inbox.mailsTo(ada.email)).toEqual([]);
  });

  it('when the mail server takes none, it is tried four times, and then an admin is told', async () => {
    await startCode();
    services.inbox.refuse({ code: 451, text: '4.7.1 Greylisted' });
    for (const _ of [1, 2, 3]) await services.runJobs({ hurry: true });
    expect(told(ada, 'A code')).toBe(0);
    await services.runJobs({ hurry: true });
    expect(told(ada, 'A code that was to be mailed was not sent')).toBe(1);
    expect(await services.waitingJobs()).toEqual([]);
  });
});
