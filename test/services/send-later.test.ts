import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { nextWorkingMorning } from '../../src/services/next-working-morning.ts';
import { readdressInvitation } from '../../src/services/readdress-invitation.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import { sendScheduled } from '../../src/services/send-scheduled.ts';
import { whoAmI } from '../../src/services/who-am-i.ts';
import { withdraw } from '../../src/services/withdraw.ts';
import { createStore } from '../../src/store/store.ts';
import { heldBeforeCommit } from '../support/locks.ts';
import {
  type AddedMember,
  addMember,
  anAddress,
  askedBy,
  auditOf,
  invitationOf,
  invite,
  inviteInput,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
});
afterEach(async () => {
  await services.query("UPDATE invitation SET status = 'WITHDRAWN', decided_at = usher_now() WHERE status = 'PENDING'");
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const hours = async (count: number): Promise<Date> =>
  new Date((await services.deps.store.now()).getTime() + count * 3_600_000);
const scheduled = async (email = anAddress(), later = 3) =>
  invite(services, ada, email, { sendAfter: await hours(later) });
const jobs = async () => (await services.waitingJobs()).map(({ name }) => name);

describe('an invitation that goes out later', () => {
  it('is stored without a life, sends nothing, and its living message names the time', async () => {
    const { email, batchId } = await scheduled();
    expect(await invitationOf(services, email)).toMatchObject({
      expiresAt: null,
      sendAfter: expect.any(Date),
      sentAt: null,
    });
    expect(await jobs()).toEqual(['announce-batch']);
    expect((await services.deps.store.findBatch(batchId))?.summary.entries).toMatchObject([{ state: 'scheduled' }]);
    await sendScheduled(services.deps);
    expect(await jobs()).toEqual(['announce-batch']);
    const { counts } = { counts: await services.deps.store.countPending(services.organizationId) };
    expect(counts).toMatchObject({ scheduled: 1, waiting: 0 });
  });

  it('goes out when its time has come, however late, with a full life from then, once', async () => {
    const { id, email } = await scheduled();
    await services.clearJobs();
    await services.advance('30 hours');
    // Several processes ask in the same minute.
    const stores = [services.deps.store, createStore(services.client), createStore(services.client)];
    await Promise.all(stores.map((store) => sendScheduled({ store })));
    expect((await jobs()).sort()).toEqual(['announce-batch', 'deliver-invitation']);
    await services.runJobs();
    const { sentAt, expiresAt } = await invitationOf(services, email);
    expect((expiresAt?.getTime() ?? 0) - (sentAt?.getTime() ?? 0)).toBeGreaterThan(23.9 * 3_600_000);
    expect(services.inbox.mailsTo(email)).toHaveLength(1);
    expect(await auditOf(services, { target: id, action: 'invitation.send' })).toMatchObject([{ actorKind: 'SYSTEM' }]);
    await sendScheduled(services.deps);
    await services.runJobs();
    expect(services.inbox.mailsTo(email)).toHaveLength(1);
  });

  it('when another process is sending it, is left to that one', async () => {
    await scheduled();
    await services.advance('4 hours');
    await services.clearJobs();
    const { slow, ready, commit } = heldBeforeCommit(services.deps);
    const first = sendScheduled(slow);
    await ready;
    await sendScheduled(services.deps);
    commit();
    await first;
    expect((await jobs()).sort()).toEqual(['announce-batch', 'deliver-invitation']);
  });

  it('when more are due than fit into one round, goes out all the same', async () => {
    await services.change({ daily_invitation_cap: 1000 });
    const many = Array.from({ length: 250 }, () => anAddress('many'));
    const input = await inviteInput(services, many, { sendAfter: await hours(3) });
    await inviteMembers(services.deps, await askedBy(services, ada.person), input);
    await services.advance('4 hours');
    await sendScheduled(services.deps);
    expect(await services.waitingJobs('deliver-invitation')).toHaveLength(250);
  });

  it('when it is withdrawn before, never goes out', async () => {
    const { id, email } = await scheduled();
    const { rows } = await (async () => {
      const result = await withdraw(services.deps, await askedBy(services, ada.person), { kind: 'ids', ids: [id] });
      if (!result.ok) throw new Error('refused');
      return result.value;
    })();
    expect(rows).toMatchObject([{ outcome: 'withdrawn', isUnsent: true }]);
    await services.advance('5 hours');
    await sendScheduled(services.deps);
    await services.runJobs();
    expect(services.inbox.mailsTo(email)).toEqual([]);
  });

  it('when it is reinvited, goes out now; a button of before is told so, and the sweep sends nothing more', async () => {
    const { id, email } = await scheduled();
    const asked = () => askedBy(services, ada.person);
    const now = await reinvite(services.deps, await asked(), { kind: 'links', links: [{ id, generation: 0 }] });
    expect(now.ok && now.value.rows).toMatchObject([{ outcome: 'reinvited', isFirst: true }]);
    const again = await reinvite(services.deps, await asked(), { kind: 'links', links: [{ id, generation: 0 }] });
    expect(again.ok && again.value.rows).toMatchObject([{ reason: { kind: 'link_superseded' } }]);
    await services.advance('5 hours');
    await sendScheduled(services.deps);
    await services.runJobs();
    expect(services.inbox.mailsTo(email)).toHaveLength(1);
    expect((await invitationOf(services, email)).generation).toBe(1);
  });

  it('when another address is given, the new one goes out at the same time', async () => {
    const { id, sendAfter } = await scheduled();
    const email = anAddress();
    const result = await readdressInvitation(services.deps, await askedBy(services, ada.person), {
      link: { id, generation: 0 },
      email,
    });
    expect(result.ok).toBe(true);
    expect(await invitationOf(services, email)).toMatchObject({ sendAfter, expiresAt: null });
  });

  it('is not shown to the invitee before, and a second invitation of the address says when it goes out', async () => {
    const bob = services.workspace.person({ firstName: 'Bob', email: anAddress('bob') });
    await scheduled(bob.email);
    expect((await whoAmI(services.deps, (await askedBy(services, bob)).context)).waiting).toBeNull();
    const input = await inviteInput(services, [bob.email]);
    const second = await inviteMembers(services.deps, await askedBy(services, ada.person), input);
    expect(second.ok && second.value.rows).toMatchObject([
      { outcome: 'refused', reason: { kind: 'already_pending', sendAfter: expect.any(Date) } },
    ]);
  });

  it('when the time has passed, is refused', async () => {
    const input = await inviteInput(services, [anAddress()], { sendAfter: await hours(-1) });
    const result = await inviteMembers(services.deps, await askedBy(services, ada.person), input);
    expect(result).toMatchObject({ ok: false, refusal: { kind: 'send_time_past' } });
  });

  it('when its issuer may no longer give the role by then, is not sent, and the list says why', async () => {
    const eve = await addMember(services, { firstName: 'Eve' });
    const email = anAddress();
    await invite(services, eve, email, { sendAfter: await hours(1) });
    await services.query("UPDATE membership SET role_id = (SELECT id FROM role WHERE name = 'Member') WHERE id = $1", [
      eve.membershipId,
    ]);
    await services.advance('2 hours');
    await sendScheduled(services.deps);
    await services.runJobs();
    expect(services.inbox.mailsTo(email)).toEqual([]);
    expect((await invitationOf(services, email)).deliveries).toMatchObject([{ cause: 'issuer_lost_right' }]);
  });
});

describe('nextWorkingMorning', () => {
  it.each([
    // Berlin is an hour ahead of UTC in winter.
    ['Friday evening', '2026-11-27T18:00:00Z', 'Europe/Berlin', '2026-11-30T08:00:00.000Z', true],
    ['Friday noon', '2026-11-27T11:00:00Z', 'Europe/Berlin', '2026-11-30T08:00:00.000Z', false],
    ['Saturday', '2026-11-28T11:00:00Z', 'Europe/Berlin', '2026-11-30T08:00:00.000Z', true],
    ['Tuesday at seven', '2026-11-24T06:00:00Z', 'Europe/Berlin', '2026-11-24T08:00:00.000Z', false],
    ['Tuesday at nine', '2026-11-24T08:00:00Z', 'Europe/Berlin', '2026-11-25T08:00:00.000Z', false],
    ['where it is Saturday already', '2026-11-27T18:00:00Z', 'Pacific/Auckland', '2026-11-29T20:00:00.000Z', true],
    ['a zone that nobody knows', '2026-11-24T10:00:00Z', 'Nowhere/At all', '2026-11-25T09:00:00.000Z', false],
  ])('%s', (_when, now, zone, at, isWeekendSoon) => {
    expect(nextWorkingMorning(new Date(now), zone)).toMatchObject({ at: new Date(at), isWeekendSoon });
  });
});
