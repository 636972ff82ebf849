import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { holdPoolLock } from '../../src/jobs/pool-lock.ts';
import { startUnlockSweep } from '../../src/jobs/unlock-sweep.ts';
import { type Services, startServices } from '../support/services.ts';
import { startOutage } from './outage.ts';

let services: Services;
beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.stop());

const EVERY_MS = 40;

/** Sweeps with a pool that fails where the list says so, until it has asked as often as the list is long. */
const sweep = async (fails: readonly boolean[]): Promise<string[]> => {
  const pool = new pg.Pool({ connectionString: services.url, max: 1 });
  onTestFinished(() => pool.end());
  const asked: string[] = [];
  const query = async (text: string, values: unknown[]) => {
    const isUnlock = text.includes('force_unlock');
    const isFailing = !isUnlock && (fails[asked.filter((what) => what !== 'freed').length] ?? false);
    asked.push(isUnlock ? 'freed' : isFailing ? 'failed' : 'looked');
    if (isFailing) throw new Error('the database is out of reach');
    return pool.query(text, values);
  };
  const repeating = startUnlockSweep({ query } as unknown as pg.Pool, services.deps.log, EVERY_MS);
  await expect.poll(() => asked.filter((what) => what !== 'freed').length, { interval: 5 }).toBe(fails.length);
  await repeating.stop();
  return asked;
};

const lockAJob = async (runner: string): Promise<void> => {
  await services.clearJobs();
  await services.query("SELECT graphile_worker.add_job('mail-code', '{}'::json)");
  await services.query('UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = $1', [runner]);
};

describe('the sweep', () => {
  it('when two looks in a row find a runner dead, its jobs are freed by the second', async () => {
    await lockAJob('pool-dead');
    expect(await sweep([false, false, false])).toEqual(['looked', 'looked', 'freed', 'looked']);
    expect(await services.query('SELECT locked_by FROM graphile_worker.jobs')).toEqual([{ locked_by: null }]);
  });

  it('when a look between them failed, two more are needed: those who live may be on their way back', async () => {
    await lockAJob('pool-on-its-way');
    expect(await sweep([false, true, false, false])).toEqual(['looked', 'failed', 'looked', 'looked', 'freed']);
  });

  it('when a runner holds its lock, its jobs are left to it', async () => {
    await lockAJob('pool-alive');
    const lock = await holdPoolLock(services.url, 'pool-alive', services.deps.log);
    expect(await sweep([false, false, false])).toEqual(['looked', 'looked', 'looked']);
    await lock.release();
    expect(await sweep([false, false])).toEqual(['looked', 'looked', 'freed']);
  });
});

describe('a queue of jobs', () => {
  const hold = async (queue: string, runner: string): Promise<void> => {
    await services.query("SELECT graphile_worker.add_job('mail-code', '{}'::json, queue_name => $1)", [queue]);
    await services.query(
      `WITH queue AS (
         UPDATE graphile_worker._private_job_queues SET locked_at = now(), locked_by = $2 WHERE queue_name = $1 RETURNING id
       ) UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = $2 FROM queue WHERE job_queue_id = queue.id`,
      [queue, runner],
    );
  };
  const holders = async () => {
    const rows = await services.query<{ queue_name: string; locked_by: string | null }>(
      'SELECT queue_name, locked_by FROM graphile_worker._private_job_queues ORDER BY queue_name',
    );
    return rows.map(({ queue_name, locked_by }) => [queue_name, locked_by]);
  };

  it('when it is held without a job, since another runner has ended that, it is let go; else not', async () => {
    await services.clearJobs();
    const lock = await holdPoolLock(services.url, 'pool-alive', services.deps.log);
    await hold('a:1', 'pool-alive');
    await hold('a:2', 'pool-alive');
    await services.query(`DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_job_queues q
      WHERE q.id = j.job_queue_id AND q.queue_name = 'a:1'`);
    await sweep([false, false, false]);
    expect(await holders()).toEqual([
      ['a:1', null],
      ['a:2', 'pool-alive'],
    ]);
    await lock.release();
  });
});

describe('the lock of a runner', () => {
  const sessions = () =>
    services.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'usher job runner' AND datname = current_database()",
    );

  it('when the database was away for a while, it is taken again, by one connection and not by many', async () => {
    const lock = await holdPoolLock(services.url, 'pool-patient', services.deps.log);
    const outage = await startOutage(services);
    await sleep(3200);
    await outage.end();
    await lockAJob('pool-patient');
    await expect.poll(() => sessions().catch(() => [])).toHaveLength(1);
    await sleep(1200);
    expect(await sessions()).toHaveLength(1);
    expect(await sweep([false, false, false])).toEqual(['looked', 'looked', 'looked']);
    await lock.release();
    await expect.poll(sessions).toEqual([]);
  });

  it('when it cannot be had at the start, that is told, and nobody goes on trying', async () => {
    const outage = await startOutage(services);
    await expect(holdPoolLock(services.url, 'pool-never', services.deps.log)).rejects.toThrow(
      /not currently accepting/,
    );
    await outage.end();
    await sleep(1200);
    expect(await sessions()).toEqual([]);
  });
});
