import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InvitationRecord } from '../../src/domain/invitation.ts';
import { job } from '../../src/domain/job.ts';
import { acceptInvitation } from '../../src/services/accept-invitation.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import { remindInvitees } from '../../src/services/remind-invitees.ts';
import { tellRunOut } from '../../src/services/tell-run-out.ts';
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
  await services.query("UPDATE invitation SET status = 'WITHDRAWN', decided_at = usher_now() WHERE status = 'PENDING'");
  await services.clearJobs();
});
afterAll(() => services.stop());

const buttons = () => bob.messages().map((card) => card.buttons.length);
const takeBack = async (): Promise<void> => {
  await withdraw(services.deps, await askedBy(services, ada.person), { kind: 'ids', ids: [invitation.id] });
};
const settle = () =>
  services.deps.store.enqueue(job('settle-card', { invitationId: invitation.id, requestId: uuidv7() }));

/** What every process does each minute. */
const minute = async () => {
  await Promise.all([remindInvitees(services.deps), tellRunOut(services.deps)]);
  await services.runJobs();
};

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

  it('when its link runs out, the card says so once and asks for a new one, its reminder has no button, and a new link ends both', async () => {
    const undo = await services.change({ quiet_from_hour: 0, quiet_until_hour: 0 });
    await minute();
    await services.advance('12 hours 10 minutes');
    await minute();
    const own = () => bob.messages().map(({ text, buttons, edits }) => [text, buttons, edits] as const);
    expect(own()).toEqual([
      [expect.stringContaining('invited you'), expect.objectContaining({ length: 4 }), 0],
      [expect.stringContaining('still waits'), expect.objectContaining({ length: 4 }), 0],
    ]);
    await services.advance('12 hours');
    for (const _minute of [1, 2]) await minute();
    expect(own()).toEqual([
      [expect.stringMatching(/The link ran out .* Ask for a new one/), ['Ask for a new link'], 1],
      [expect.stringMatching(/Ran out/), [], 1],
    ]);
    await reinvite(services.deps, await askedBy(services, ada.person), { kind: 'emails', emails: [bob.email] });
    await services.runJobs();
    expect(own().map(([text, given]) => [text.replace(/^.*: /, ''), given.length])).toEqual([
      [expect.stringContaining('Replaced by a newer invitation'), 0],
      [expect.stringContaining('Ran out'), 0],
      [expect.stringContaining('invited you'), 4],
    ]);
    await undo();
  });

  it('when the last reminder of a mailed link came to a DM, it is there that a new one is asked for', async () => {
    const undo = await services.change({ quiet_from_hour: 0, quiet_until_hour: 0 });
    const email = anAddress('newcomer');
    await invite(services, ada, email);
    await services.runJobs();
    const newcomer = services.workspace.person({ email });
    for (const time of ['1 minute', '12 hours 10 minutes', '8 hours 30 minutes']) {
      await services.advance(time);
      await minute();
    }
    expect(newcomer.messages()).toMatchObject([{ text: expect.stringContaining('still waits'), edits: 0 }]);
    await services.advance('4 hours');
    await minute();
    expect(newcomer.messages()).toMatchObject([{ buttons: ['Ask for a new link'], edits: 1 }]);
    await undo();
  });

  it('when fifty cards run out at once, thirty are told in the first minute, and what was only mailed holds up none', async () => {
    await services.query(
      `WITH made AS (
         INSERT INTO invitation (id, organization_id, email, email_key, role_id, batch_id, sent_at, expires_at, remind_at)
         SELECT gen_random_uuid(), organization_id, n || '@example.net', n || '@example.net', role_id, batch_id, sent_at, expires_at,
           usher_now() FROM invitation, generate_series(1, 90) n WHERE id = $1 RETURNING id, email)
       INSERT INTO delivery (id, invitation_id, generation, channel, state, slack_channel_id, slack_ts)
       SELECT gen_random_uuid(), id, 1, 'DM', 'SENT', 'D0CROWD', '1.1' FROM made WHERE replace(email, '@example.net', '')::int > 40`,
      [invitation.id],
    );
    await services.advance('25 hours');
    const counts: number[] = [];
    for (const _minute of [1, 2, 3]) {
      await remindInvitees(services.deps);
      await tellRunOut(services.deps);
      counts.push((await services.waitingJobs('settle-card')).length);
      await services.clearJobs();
    }
    // Bob's card is one of them.
    expect(counts).toEqual([30, 21, 0]);
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
