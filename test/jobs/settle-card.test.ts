import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InvitationRecord } from '../../src/domain/invitation.ts';
import { job } from '../../src/domain/job.ts';
import { acceptInvitation } from '../../src/services/accept-invitation.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import { withdraw } from '../../src/services/withdraw.ts';
import { type AddedMember, addMember, anAddress, askedBy, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import type { Person } from '../support/workspace/person.ts';

let services: Services;
let ada: AddedMember;
let bob: Person;
let invitation: InvitationRecord;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
});
beforeEach(async () => {
  bob = services.workspace.person({ firstName: 'Bob', email: anAddress('bob') });
  invitation = await invite(services, ada, bob.email);
  await services.runJobs();
  expect(bob.messages()).toHaveLength(1);
});
afterEach(async () => {
  expect(services.workspace.refusals).toEqual([]);
  expect(services.logged('error')).toEqual([]);
  services.workspace.faults.clear();
  await services.clearJobs();
});
afterAll(() => services.stop());

const buttons = () => bob.messages().map((card) => card.buttons.length);
const takeBack = async (): Promise<void> => {
  await withdraw(services.deps, await askedBy(services, ada.person), { kind: 'ids', ids: [invitation.id] });
};
const settle = () =>
  services.deps.store.enqueue(job('settle-card', { invitationId: invitation.id, requestId: uuidv7() }));

describe('settle-card', () => {
  it('when it is withdrawn, the card says so and has no button', async () => {
    await takeBack();
    await services.runJobs();
    expect(buttons()).toEqual([0]);
    expect(bob.messages()[0]?.text).toMatch(/Withdrawn/);
  });

  it('when it is reinvited, the old card has no button, and the new one has all of them', async () => {
    await reinvite(services.deps, await askedBy(services, ada.person), { kind: 'emails', emails: [bob.email] });
    await services.runJobs();
    expect(buttons()).toEqual([0, 4]);
    expect(bob.messages()[0]?.text).toMatch(/Replaced by a newer invitation/);
  });

  it('when it is accepted, the card says so and has no button', async () => {
    const accepted = await acceptInvitation(services.deps, {
      invitationId: invitation.id,
      proof: { kind: 'slack', user: { teamId: bob.teamId, userId: bob.id } },
      names: { first: 'Bob', last: 'Example' },
      via: 'button',
      requestId: uuidv7(),
    });
    expect(accepted.ok).toBe(true);
    await services.runJobs();
    const card = bob.messages().find(({ text }) => text.includes('invited you'));
    expect(card?.buttons).toEqual([]);
    expect(card?.text).toMatch(/Accepted/);
  });

  it('when it still waits, the card of its link is left alone', async () => {
    await settle();
    await services.runJobs();
    expect(bob.messages()).toMatchObject([{ edits: 0, buttons: { length: 4 } }]);
  });

  it('when the card was rewritten for good, it is not rewritten again', async () => {
    await takeBack();
    await services.runJobs();
    await settle();
    await services.runJobs();
    expect(bob.messages()).toMatchObject([{ edits: 1 }]);
  });

  it('when Slack says how long to wait, the card is rewritten then', async () => {
    await takeBack();
    services.workspace.limits.next('chat.update', { retryAfter: 30 });
    services.workspace.limits.next('chat.update', { retryAfter: 30 });
    await services.runJobs();
    expect(buttons()).toEqual([4]);
    await services.runJobs({ hurry: true });
    expect(buttons()).toEqual([0]);
  });

  it('when the card is gone, there is nothing to do', async () => {
    await services.query("UPDATE delivery SET slack_ts = '1.000001' WHERE invitation_id = $1", [invitation.id]);
    await takeBack();
    await services.runJobs();
    expect(await services.waitingJobs()).toEqual([]);
  });
});
