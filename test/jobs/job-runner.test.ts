import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Deps } from '../../src/deps.ts';
import { job } from '../../src/domain/job.ts';
import { type JobRunner, startJobRunner } from '../../src/jobs/job-runner.ts';
import { waitForLock } from '../support/locks.ts';
import { type AddedMember, addMember, anAddress } from '../support/records.ts';
import { startRelay } from '../support/relay.ts';
import { seedCrowd } from '../support/seed.ts';
import { type Services, startServices } from '../support/services.ts';
import { deliveriesOf, queueDelivery } from './deliveries.ts';
import { cutConnections, startOutage } from './outage.ts';

let services: Services;
let ada: AddedMember;
let bob: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  bob = await addMember(services, { role: 'Member', firstName: 'Bob' });
  await seedCrowd(services, 200);
});
afterEach(async () => {
  services.workspace.faults.clear();
  services.workspace.forget();
  services.forgetLog();
  await services.clearJobs();
});
afterAll(() => services.stop());

const nobodyWaits = () => Number.POSITIVE_INFINITY;

const start = async ({
  url = services.url,
  deps = services.deps,
  sweepEveryMs = 200,
  quietMs = nobodyWaits,
} = {}): Promise<JobRunner> => {
  const runner = await startJobRunner(url, deps, { sweepEveryMs, quietMs });
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= runner.stop();
    return stopping;
  };
  onTestFinished(stop);
  return { stop };
};

const welcome = (way: 'dm' | 'mail', membershipId = bob.membershipId) =>
  job('welcome-member', { membershipId, way, requestId: 'a-request' });
const welcomes = () => bob.person.messages().filter(({ text }) => text.includes('Welcome to')).length;
const posts = () => services.workspace.callsOf('chat.postMessage').length;
const isEmpty = async (): Promise<boolean> => (await services.query('SELECT FROM graphile_worker.jobs')).length === 0;
const warnings = () => services.logged('warn').map(({ msg }) => msg);

const crowd = async (limit: number) => {
  const rows = await services.query<{ id: string; email: string }>(
    "SELECT m.id, a.email FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email LIKE 'crowd%' LIMIT $1",
    [limit],
  );
  return { jobs: rows.map(({ id }) => welcome('mail', id)), emails: rows.map(({ email }) => email) };
};

/** What the library does when it hears of a newer version of itself: its workers end. */
const endWorkers = async (): Promise<void> => {
  const tell = `SELECT pg_notify('worker:migrate', '{"breaking": true, "migrationNumber": 99}')`;
  // Told until it hears: workers that have just begun do not listen yet. It marks the process as failed, too.
  const hasHeard = async () => {
    if (process.exitCode === undefined) await services.query(tell);
    return process.exitCode;
  };
  await expect.poll(hasHeard).toBe(57);
  process.exitCode = undefined;
};

describe('two runners on one database', () => {
  it('when 200 jobs come at once, each is done once, and both have a share', async () => {
    const { jobs, emails } = await crowd(200);
    const shares = [0, 0];
    const counting = (index: number): Deps => ({
      ...services.deps,
      mails: {
        ...services.deps.mails,
        welcome: (...letter) => {
          shares[index] = (shares[index] ?? 0) + 1;
          return services.deps.mails.welcome(...letter);
        },
      },
    });
    await Promise.all([start({ deps: counting(0) }), start({ deps: counting(1) })]);
    await services.deps.store.enqueue(...jobs);
    await expect.poll(isEmpty, { timeout: 80_000 }).toBe(true);
    expect(services.inbox.mails.map(({ recipients }) => recipients[0]).sort()).toEqual(emails.sort());
    expect(Math.min(...shares)).toBeGreaterThan(0);
  });
});

describe('while somebody waits for an answer all the time', () => {
  it('each job asks before it begins, and all are done', async () => {
    let asked = 0;
    const quietMs = () => {
      asked += 1;
      return 0;
    };
    await start({ quietMs });
    await services.deps.store.enqueue(...(await crowd(10)).jobs);
    await expect.poll(isEmpty).toBe(true);
    expect(asked).toBeGreaterThan(10);
  });
});

describe('stop', () => {
  it('when a job is under way, waits for it, and leaves nothing locked', async () => {
    for (const count of [1, 2, 3]) {
      const before = welcomes();
      services.workspace.forget();
      const letGo = services.workspace.faults.hold('chat.postMessage');
      const runner = await start();
      await services.deps.store.enqueue(welcome('dm'));
      await expect.poll(posts, { interval: 10 }).toBe(1);
      expect(welcomes()).toBe(before);
      setTimeout(letGo, 150 * count);
      await runner.stop();
      expect(welcomes()).toBe(before + 1);
      expect(await services.query('SELECT locked_by FROM graphile_worker.jobs')).toEqual([]);
    }
  });

  it('when it is done, nothing is taken any more', async () => {
    const runner = await start();
    await runner.stop();
    await services.deps.store.enqueue(welcome('dm'));
    await sleep(300);
    expect(await services.waitingJobs()).toHaveLength(1);
  });

  it('when the workers are just being started again, those are stopped too', async () => {
    const runner = await start();
    const holder = new pg.Client(services.url);
    await holder.connect();
    // The workers read this table before anything else.
    await holder.query('BEGIN; LOCK TABLE graphile_worker.migrations IN ACCESS EXCLUSIVE MODE');
    await endWorkers();
    await waitForLock(services);
    const stopping = runner.stop();
    await holder.query('COMMIT');
    await holder.end();
    await stopping;
    await services.deps.store.enqueue(welcome('dm'));
    await sleep(300);
    expect(await services.waitingJobs()).toHaveLength(1);
  });
});

describe('workers that end by themselves', () => {
  it('when they end, they are started again, and do what comes', async () => {
    await start();
    await endWorkers();
    await expect.poll(warnings).toContain('The job workers stopped by themselves; they are started again.');
    const before = welcomes();
    await services.deps.store.enqueue(welcome('dm'));
    await expect.poll(welcomes).toBe(before + 1);
  });

  it('when the database goes away while jobs are done, none is held for ever by a runner that lives', async () => {
    // So slow that a runner that lives has its lock back before two sweeps have missed it.
    await start({ sweepEveryMs: 1300 });
    const before = welcomes();
    // Three that cannot be reported while a fourth is under way: the queue's library miscounts them, and never ends by itself.
    services.workspace.faults.hang('chat.postMessage', 1200);
    await services.deps.store.enqueue(welcome('dm'));
    await expect.poll(posts, { interval: 10 }).toBe(1);
    for (const ms of [300, 400, 500]) services.workspace.faults.hang('chat.postMessage', ms);
    await services.deps.store.enqueue(welcome('dm'), welcome('dm'), welcome('dm'));
    await expect.poll(posts, { interval: 10 }).toBe(4);
    const outage = await startOutage(services);
    await expect.poll(welcomes).toBe(before + 4);
    await sleep(500);
    await outage.end();
    await expect.poll(() => isEmpty().catch(() => false)).toBe(true);
    await services.deps.store.enqueue(welcome('dm'));
    const { length } = services.inbox.mails;
    await services.deps.store.enqueue(welcome('mail'));
    await expect.poll(() => services.inbox.mails.length).toBe(length + 1);
  });

  it('when the connection breaks between the taking of a job and the answer, it is done nonetheless', async () => {
    const url = new URL(services.url);
    const relay = await startRelay([Number(url.port)]);
    onTestFinished(() => relay.close());
    url.port = String(relay.port);
    const eve = await addMember(services, { role: 'Member', firstName: 'Eve' });
    // So slow that a runner that lives has its lock back before two sweeps have missed it.
    await start({ url: url.href, sweepEveryMs: 1300 });
    // By then they have connections.
    await services.deps.store.enqueue(welcome('mail'));
    await expect.poll(isEmpty).toBe(true);
    // All of them have asked for a job, and wait for the answer: whoever asks later would find none, and hear nothing more.
    const holder = new pg.Client(services.url);
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE graphile_worker._private_jobs IN ACCESS EXCLUSIVE MODE');
    await waitForLock(services, 6);
    relay.mute();
    const { name, payload } = welcome('dm', eve.membershipId);
    await holder.query('SELECT graphile_worker.add_job($1, $2::json)', [name, JSON.stringify(payload)]);
    await holder.query('COMMIT');
    await holder.end();
    const taken = () => services.query('SELECT FROM graphile_worker.jobs WHERE locked_by IS NOT NULL');
    await expect.poll(taken, { interval: 10 }).toHaveLength(1);
    relay.cut();
    expect(posts()).toBe(0);
    relay.mend();
    await expect.poll(() => eve.person.messages()).toHaveLength(1);
    await expect.poll(isEmpty).toBe(true);
  });

  it('when connections are cut again and again, every job is done in the end', async () => {
    const { jobs, emails } = await crowd(40);
    const before = services.inbox.mails.length;
    await start();
    await services.deps.store.enqueue(...jobs);
    for (const _ of [1, 2, 3, 4, 5]) {
      await sleep(60);
      await cutConnections(services);
    }
    const isDone = async (): Promise<boolean> => {
      // What failed is tried at once, not after its back-off.
      await services.query('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL');
      return isEmpty();
    };
    await expect.poll(() => isDone().catch(() => false), { interval: 200 }).toBe(true);
    const reached = services.inbox.mails.slice(before).map(({ recipients }) => recipients[0]);
    expect([...new Set(reached)].sort()).toEqual(emails.sort());
  });
});

describe('a mail, when the database goes away', () => {
  const sent = [{ channel: 'EMAIL', state: 'SENT', cause: null, attempts: 1 }];
  const begin = async () => {
    const email = anAddress();
    const invitation = await queueDelivery(services, ada, email);
    const received = () => services.inbox.mailsTo(email).length;
    const delivered = () => deliveriesOf(services, invitation).catch(() => 'out of reach');
    return { received, delivered };
  };

  it('before it was sent, is not sent until the database is back', async () => {
    const { received, delivered } = await begin();
    const { deps } = services;
    let outage: Awaited<ReturnType<typeof startOutage>> | undefined;
    // The last thing before the mail goes out; a call of Slack that is held for long would be given up.
    const findByEmails: typeof deps.directory.findByEmails = async (...asked) => {
      outage ??= await startOutage(services);
      return deps.directory.findByEmails(...asked);
    };
    await start({ deps: { ...deps, directory: { ...deps.directory, findByEmails } }, sweepEveryMs: 1300 });
    const failures = () => services.logged('error').map(({ msg }) => msg);
    await expect.poll(failures).toContain('A job failed and is tried again.');
    expect(received()).toBe(0);
    await outage?.end();
    await expect.poll(delivered).toEqual(sent);
    expect(received()).toBe(1);
  });

  it('before the mail server has answered, is noted once the database is back, and goes out once', async () => {
    const { received, delivered } = await begin();
    const letGo = services.inbox.hold();
    await start({ sweepEveryMs: 1300 });
    await expect.poll(received, { interval: 10 }).toBe(1);
    const outage = await startOutage(services);
    letGo();
    await expect.poll(warnings).toContain('What was sent could not be noted yet.');
    await outage.end();
    await expect.poll(delivered).toEqual(sent);
    await expect.poll(() => isEmpty().catch(() => false)).toBe(true);
    expect(received()).toBe(1);
  });
});
