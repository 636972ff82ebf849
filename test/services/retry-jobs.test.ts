import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { job } from '../../src/domain/job.ts';
import { payloadSchemas } from '../../src/jobs/handlers.ts';
import { doRegularWork } from '../../src/jobs/regular-work.ts';
import { retryJobs } from '../../src/services/retry-jobs.ts';
import { retryAllJobs } from '../../src/store/retry-all-jobs.ts';
import { waitForLock } from '../support/locks.ts';
import { type AddedMember, addMember, askedBy, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
let ada: AddedMember;
let vic: AddedMember;
let invitation: { readonly id: string; readonly batchId: string };
const joinCodeId = uuidv7();
const elsewhere = uuidv7();

beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services, { role: 'Admin' });
  vic = await addMember(services, { role: 'Viewer' });
  const { id } = await invite(services, ada, 'linus@example.net');
  const [row] = await services.query<{ batchId: string }>(
    'SELECT batch_id AS "batchId" FROM invitation WHERE id = $1',
    [id],
  );
  invitation = { id, batchId: row?.batchId ?? '' };
  await services.query('INSERT INTO organization (id, name) VALUES ($1, $2)', [elsewhere, 'Elsewhere']);
  const linkId = uuidv7();
  await services.query(
    `INSERT INTO invite_link (id, organization_id, role_id, max_uses, expires_at)
     SELECT $1, organization_id, id, 5, usher_now() + interval '1 day' FROM role WHERE is_default AND organization_id = $2`,
    [linkId, services.organizationId],
  );
  await services.query(
    `INSERT INTO join_code (id, invite_link_id, email, email_key, expires_at)
     VALUES ($1, $2, 'bob@example.net', 'bob@example.net', usher_now() + interval '1 hour')`,
    [joinCodeId, linkId],
  );
});
afterAll(() => services.stop());
beforeEach(() => services.clearJobs());

const requestId = 'r';
/** Ours by each way in which a payload leads to us, one of another organization, and one that leads nowhere. */
const failAll = async (): Promise<void> => {
  const organizationId = services.organizationId;
  await services.deps.store.enqueue(
    job('settle-card', { invitationId: invitation.id, requestId }),
    job('announce-batch', { batchId: invitation.batchId, requestId }),
    job('welcome-member', { membershipId: ada.membershipId, way: 'dm', requestId }),
    job('announce-join', { organizationId, teamId: uuidv7(), day: '2026-11-25', requestId }),
    job('tell-pause', { organizationId: elsewhere, pauseId: uuidv7(), requestId }),
    job('mail-join-code', { joinCodeId, requestId }),
    job('mail-code', { identityCodeId: 'not an id', requestId }),
  );
  await services.query('UPDATE graphile_worker._private_jobs SET attempts = max_attempts');
};
const OURS = ['announce-batch', 'announce-join', 'mail-join-code', 'settle-card', 'welcome-member'];

const failed = async () => (await services.deps.store.findFailedJobs(services.organizationId, 10)).jobs;
const names = (jobs: readonly { readonly name: string }[]): string[] => jobs.map(({ name }) => name).sort();
const waiting = async () => names(await services.waitingJobs());
const trail = () =>
  services.query<{ changed: unknown; via: string; organizationId: string }>(
    `SELECT changed, via, organization_id AS "organizationId" FROM audit_event WHERE action = 'job.retry' ORDER BY at DESC, id`,
  );

describe('jobs that failed for good', () => {
  it('lead to an organization by what their payloads hold, whatever kind they are', () => {
    const ways = [
      'organizationId',
      'invitationId',
      'membershipId',
      'batchId',
      'identityCodeId',
      'joinCodeId',
      'teamId',
    ];
    const lost = Object.entries(payloadSchemas).filter(([, { shape }]) => !ways.some((way) => way in shape));
    // Of all organizations; each minute it is done anyway.
    expect(lost.map(([name]) => name)).toEqual(['settle-happenings']);
  });

  it('are told to the organization that they are about, and only what they are', async () => {
    await failAll();
    const { jobs, total } = await services.deps.store.findFailedJobs(services.organizationId, 3);
    expect({ shown: jobs.length, total }).toEqual({ shown: 3, total: 5 });
    expect(names(await failed())).toEqual(OURS);
    expect(jobs.map((each) => Object.keys(each).sort())).toEqual(Array(3).fill(['at', 'attempts', 'id', 'name']));
  });

  it('when the last try is under way, have not failed yet', async () => {
    await failAll();
    await services.query(`UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'somebody'`);
    expect(await failed()).toEqual([]);
    expect(await retryJobs(services.deps, await askedBy(services, ada.person), null)).toMatchObject({
      ok: true,
      value: { jobs: 0 },
    });
  });

  it('are done again one by one or all of them, with an entry in the trail, and no others', async () => {
    await failAll();
    const [first] = await failed();
    const one = await retryJobs(services.deps, await askedBy(services, ada.person), first?.id ?? '');
    expect(one).toMatchObject({ ok: true, value: { jobs: 1, isRepeat: false } });
    expect(await waiting()).toEqual([first?.name]);
    expect((await trail())[0]).toMatchObject({
      changed: { jobs: [{ id: first?.id, name: first?.name }] },
      via: 'modal',
    });
    // Gone from the list; and pressed again, the button finds nothing.
    expect(await retryJobs(services.deps, await askedBy(services, ada.person), first?.id ?? '')).toMatchObject({
      value: { jobs: 0 },
    });
    const all = await askedBy(services, ada.person);
    expect(await retryJobs(services.deps, all, null)).toMatchObject({ value: { jobs: 4, isRepeat: false } });
    expect(await waiting()).toEqual(OURS);
    const entries = (await trail()).length;
    // The same click, delivered twice.
    expect(await retryJobs(services.deps, all, null)).toMatchObject({ value: { jobs: 0, isRepeat: true } });
    expect((await trail()).length).toBe(entries);
  });

  it('of two who press at once, one has them done', async () => {
    await failAll();
    const other = await services.client.pool.connect();
    try {
      await other.query('BEGIN');
      await other.query('UPDATE graphile_worker._private_jobs SET attempts = 0');
      const second = retryJobs(services.deps, await askedBy(services, ada.person), null);
      await waitForLock(services);
      await other.query('COMMIT');
      expect(await second).toMatchObject({ ok: true, value: { jobs: 0 } });
    } finally {
      other.release();
    }
  });

  it('by somebody who is no admin are left alone', async () => {
    await failAll();
    const refused = await retryJobs(services.deps, await askedBy(services, vic.person), null);
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'admins_only', action: 'retry_jobs' } });
    expect(await waiting()).toEqual([]);
  });

  it('by the operator are done again for everybody, each organization with its own entry', async () => {
    await failAll();
    expect(await retryAllJobs(services.client.prisma, 'by-cli')).toBe(7);
    expect(await waiting()).toEqual([...OURS, 'mail-code', 'tell-pause'].sort());
    const entries = (await trail()).filter(({ via }) => via === 'cli');
    expect(new Set(entries.map(({ organizationId }) => organizationId))).toEqual(
      new Set([services.organizationId, elsewhere]),
    );
    expect(JSON.stringify(entries.find((entry) => entry.organizationId === elsewhere)?.changed)).toContain(
      'tell-pause',
    );
  });

  it('run again from the first try', async () => {
    await services.deps.store.enqueue(job('settle-card', { invitationId: invitation.id, requestId }));
    await services.query('UPDATE graphile_worker._private_jobs SET attempts = max_attempts');
    await services.runJobs();
    expect(await failed()).toHaveLength(1);
    await retryJobs(services.deps, await askedBy(services, ada.person), null);
    await services.runJobs();
    expect(await services.query('SELECT 1 FROM graphile_worker._private_jobs')).toEqual([]);
  });

  it('are kept for 30 days', async () => {
    await failAll();
    await services.deps.store.enqueue(job('revive-card', { invitationId: invitation.id, requestId }));
    // The queue sets the next try e^attempts seconds after a failure: some six hours after the tenth.
    await services.query(`UPDATE graphile_worker._private_jobs SET created_at = now() - interval '40 days',
      run_at = now() - interval '30 days' + exp(least(attempts, 10)) * interval '1 second' + interval '1 minute', attempts = greatest(attempts, least(max_attempts, 10) * sign(attempts))`);
    await doRegularWork(services.deps, 'hour');
    expect(names(await failed())).toEqual(OURS);
    await services.advance('2 minutes');
    await doRegularWork(services.deps, 'hour');
    expect(await failed()).toEqual([]);
    // One that waits is not touched, however old it is.
    expect(await waiting()).toEqual(['revive-card']);
  });
});
