import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { job } from '../../src/domain/job.ts';
import { done, refused } from '../../src/domain/result.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
beforeAll(async () => {
  services = await startServices();
});
afterEach(() => services.clearJobs());
afterAll(() => services.stop());

const requestId = 'a-request';
const welcome = () => job('welcome-member', { membershipId: uuidv7(), way: 'dm', requestId });
const names = async () => (await services.waitingJobs()).map(({ name }) => name);

describe('the outbox', () => {
  it('when the transaction commits, its jobs are there, and not a moment before', async () => {
    await services.deps.store.transaction(async (tx) => {
      await tx.enqueue(welcome(), welcome());
      expect(await names()).toEqual([]);
      return done(null);
    });
    expect(await names()).toEqual(['welcome-member', 'welcome-member']);
  });

  it('when the transaction refuses or throws, it leaves no job', async () => {
    const { store } = services.deps;
    await store.transaction(async (tx) => {
      await tx.enqueue(welcome());
      return refused({ kind: 'never_invited' });
    });
    const thrown = store.transaction(async (tx) => {
      await tx.enqueue(welcome());
      throw new Error('the lights went out');
    });
    await expect(thrown).rejects.toThrow('the lights went out');
    expect(await names()).toEqual([]);
  });

  it('when a job with the same key waits, they are one; the time at which it is due stays', async () => {
    const batchId = uuidv7();
    const announce = (reference: string) =>
      services.deps.store.enqueue(job('announce-batch', { batchId, requestId: reference }));
    await announce('the-first');
    const [first] = await services.waitingJobs();
    await announce('the-second');
    await services.deps.store.enqueue(job('announce-batch', { batchId: uuidv7(), requestId }));
    const [folded, other, ...more] = await services.waitingJobs();
    expect(more).toEqual([]);
    expect(folded?.payload['requestId']).toBe('the-second');
    expect(folded?.runAt).toEqual(first?.runAt);
    expect(other?.payload['requestId']).toBe(requestId);
  });

  it('when a job with the same key has begun, the next one is a job of its own', async () => {
    const batchId = uuidv7();
    const announce = () => services.deps.store.enqueue(job('announce-batch', { batchId, requestId }));
    await announce();
    await services.query("UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'somebody'");
    await announce();
    expect(await services.query('SELECT key FROM graphile_worker.jobs ORDER BY id')).toEqual([
      { key: null },
      { key: `batch:${batchId}` },
    ]);
  });

  it('when a job is queued, how often it is tried is its own setting, never that of the library', async () => {
    const ids = { invitationId: uuidv7(), generation: 1, requestId };
    await services.deps.store.enqueue(
      job('deliver-invitation', { ...ids, byMail: false }),
      job('ask-new-link', ids),
      job('mail-code', { identityCodeId: uuidv7(), requestId }),
    );
    expect(await services.query('SELECT max_attempts FROM graphile_worker.jobs ORDER BY id')).toEqual([
      { max_attempts: 14 },
      { max_attempts: 10 },
      { max_attempts: 4 },
    ]);
  });
});
