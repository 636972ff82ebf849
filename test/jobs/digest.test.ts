import { DateTime } from 'luxon';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryCause } from '../../src/domain/delivery-cause.ts';
import { job } from '../../src/domain/job.ts';
import { claimMornings } from '../../src/services/claim-mornings.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import { undo } from '../../src/services/undo.ts';
import { withdraw } from '../../src/services/withdraw.ts';
import {
  type AddedMember,
  acceptLink,
  addMember,
  anAddress,
  askedBy,
  invitationOf,
  invite,
} from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';
import type { Channel } from '../support/workspace/channel.ts';

const ZONE = 'Europe/Berlin';

let services: Services;
let ada: AddedMember;
let channel: Channel;
/** A Monday that no test of this file has come to yet. */
let monday: DateTime;

beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  monday = DateTime.now().setZone(ZONE).startOf('week');
});
let count = 0;
beforeEach(async () => {
  count += 1;
  monday = monday.plus({ weeks: 1 });
  await services.query("UPDATE invitation SET status = 'WITHDRAWN', decided_at = usher_now() WHERE status = 'PENDING'");
  await services.query("DELETE FROM posted_message WHERE kind IN ('digest', 'channel_problem')");
  await services.clearJobs();
  channel = services.workspace.channel(`admins-${count}`, { members: [ada.person], botIsMember: true });
  await services.change({ admin_channel_id: channel.id, invitation_lifetime_hours: 720 });
  await at(0, 7);
});
afterEach(() => {
  expect(services.workspace.refusals).toEqual([]);
  expect(services.logged('error')).toEqual([]);
  services.workspace.faults.clear();
});
afterAll(() => services.stop());

/** Moves the one clock to an hour of a day of this test's week. */
const at = async (day: number, hour: number): Promise<void> => {
  const now = await services.deps.store.now();
  await services.advance(`${monday.plus({ days: day, hours: hour }).toMillis() - now.getTime()} milliseconds`);
};

/** What every process does each minute, and all that follows. */
const sweep = async (): Promise<void> => {
  await claimMornings(services.deps);
  await services.runJobs();
};

const morning = async (day: number): Promise<void> => {
  await at(day, 9);
  await sweep();
};

const invited = async (cause: DeliveryCause | null = null, lifetime = '30 days') => {
  const { id, email, generation } = await invite(services, ada, anAddress('person'));
  await services.clearJobs();
  await services.query(
    'UPDATE invitation SET sent_at = usher_now(), expires_at = usher_now() + $2::interval WHERE id = $1',
    [id, lifetime],
  );
  const state = cause ? 'FAILED' : 'SENT';
  const entry = { invitationId: id, generation, channel: 'EMAIL', state, cause, posted: null } as const;
  await services.deps.store.recordDelivery(entry);
  return { id, email, generation };
};

const digests = () => channel.messages();
const newest = () => found(digests().at(-1));

describe('the digest', () => {
  it('when nothing waits, is not sent; when somebody does, it is, each working day on which something changed', async () => {
    await morning(0);
    expect(digests()).toEqual([]);

    const undelivered = await invited('mail_refused');
    const ranOut = await invited(null, '2 hours');
    const waiting = await invited();
    await at(0, 13);
    await sweep();
    expect(digests()).toEqual([]);
    await morning(1);
    expect(digests()).toHaveLength(1);
    expect(newest().text).toMatch(/1 not delivered, 1 waiting and 1 ran out this week/);
    for (const { email } of [undelivered, ranOut, waiting]) expect(newest().text).toContain(email);
    expect(newest().mentions).toEqual([]);

    await morning(2);
    expect(digests()).toHaveLength(1);
    await invited();
    await morning(3);
    expect(digests()).toHaveLength(2);
    // The one before lost its buttons: they stand below.
    expect(digests().map(({ buttons }) => buttons.length)).toEqual([0, 6]);
    expect(digests()[0]?.text).toContain('A newer digest has taken its place.');

    await invited();
    await morning(5);
    expect(digests()).toHaveLength(2);
  });

  it('in four processes that ask at once, and minute by minute, is sent once', async () => {
    await invited('mail_refused');
    await at(0, 9);
    await Promise.all(Array.from({ length: 4 }, () => claimMornings(services.deps)));
    expect(await services.waitingJobs('announce-digest')).toHaveLength(1);
    await services.runJobs();
    await invited();
    await at(0, 10);
    await sweep();
    expect(digests()).toHaveLength(1);
  });

  it('after downtime is sent while it is morning, and never late or at night', async () => {
    await invited('mail_refused');
    await at(0, 14);
    await sweep();
    await at(0, 23);
    await sweep();
    expect(digests()).toEqual([]);
    await at(1, 12);
    await sweep();
    expect(digests()).toHaveLength(1);
    // Slack is out of reach from the hour on until it is too late.
    await invited();
    await at(2, 9);
    services.workspace.limits.next('chat.postMessage', { retryAfter: 60 });
    await sweep();
    await at(2, 15);
    await services.runJobs({ hurry: true });
    expect(digests()).toHaveLength(1);
    expect(await services.waitingJobs()).toEqual([]);
  });

  it('is rewritten when something in it is decided, wherever that was, and says by whom', async () => {
    const [one, two, three] = [await invited('mail_refused'), await invited('gave_up'), await invited('mail_refused')];
    const other = await invited(null, '1 hour');
    await at(0, 8);
    await morning(1);
    expect(newest().buttons).toEqual(
      [...Array(4)].flatMap(() => ['Reinvite', 'Withdraw']).concat('Reinvite all expired…', 'Pending'),
    );
    const asked = () => askedBy(services, ada.person);
    const withdrawn = await withdraw(services.deps, await asked(), { kind: 'ids', ids: [one.id] });
    await reinvite(services.deps, await asked(), { kind: 'links', links: [two] });
    await acceptLink(services, three);
    await services.runJobs();
    const linesOf = (email: string) =>
      newest()
        .text.split('\n')
        .find((line) => line.includes(email));
    expect(linesOf(one.email)).toMatch(/withdrawn by Ada Example, /);
    expect(linesOf(two.email)).toMatch(/reinvited by Ada Example, /);
    expect(linesOf(three.email)).toMatch(/joined, /);
    expect(newest().buttons).toEqual(['Reinvite', 'Withdraw', 'Reinvite all expired…', 'Pending']);

    // Taken back, it goes out again.
    await undo(services.deps, await asked(), found(withdrawn.ok ? withdrawn.value.auditEventId : null));
    await services.runJobs();
    expect(linesOf(one.email)).toMatch(/sent by mail .* after all/);
    await withdraw(services.deps, await asked(), { kind: 'ids', ids: [one.id, other.id] });
    await services.runJobs();
    // Of those it names only the reinvited one waits, who is dealt with.
    expect(newest().buttons).toEqual([]);
    expect(digests()).toHaveLength(1);

    // What changes nothing that it says is no edit.
    const { edits } = newest();
    const stranger = await invited();
    await withdraw(services.deps, await asked(), { kind: 'ids', ids: [stranger.id] });
    const day = monday.plus({ days: 1 }).toISODate() ?? '';
    const { organizationId } = services;
    await services.deps.store.enqueue(job('announce-digest', { organizationId, day, requestId: 'r-again' }));
    await services.runJobs();
    expect(newest().edits).toBe(edits);
  });

  it('when somebody removed it, is not edited, and is not told again while nothing changes', async () => {
    const one = await invited('mail_refused');
    const two = await invited();
    await morning(0);
    const { ts } = newest();
    await fetch(`${services.workspace.apiUrl}chat.delete`, {
      method: 'POST',
      headers: { authorization: `Bearer ${services.workspace.token}` },
      body: new URLSearchParams({ channel: channel.id, ts }),
    });
    await withdraw(services.deps, await askedBy(services, ada.person), { kind: 'ids', ids: [one.id] });
    await services.runJobs();
    await withdraw(services.deps, await askedBy(services, ada.person), { kind: 'ids', ids: [two.id] });
    await services.runJobs();
    expect(await services.waitingJobs()).toEqual([]);
    await morning(1);
    expect(digests()).toEqual([]);
  });

  it.each([
    ['is turned off', { digest_on: false }],
    ['has no channel', { admin_channel_id: null }],
  ])('when it %s, nothing is claimed and nothing said', async (_what, settings) => {
    await invited('mail_refused');
    const back = await services.change(settings);
    await morning(0);
    expect(await services.query("SELECT 1 FROM posted_message WHERE kind = 'digest'")).toEqual([]);
    await back();
    expect(digests()).toEqual([]);
  });

  it('when the channel cannot be posted in, an admin is told once, with the fix', async () => {
    await invited('mail_refused');
    channel.removeBot();
    await morning(0);
    await morning(1);
    const told = ada.person.messages().filter(({ text }) => text.includes(channel.name));
    expect(told).toHaveLength(1);
    expect(await services.waitingJobs()).toEqual([]);
  });

  it('names nobody of an invitation that is gone, and keeps no name of anybody', async () => {
    const { email } = await invited('mail_refused');
    await morning(0);
    expect(newest().text).toContain(email);
    const [row] = await services.query<{ content: string }>(
      "SELECT content::text FROM posted_message WHERE kind = 'digest'",
    );
    expect(row?.content).not.toMatch(/@|Example/);
    expect((await invitationOf(services, email)).status).toBe('PENDING');
  });
});
