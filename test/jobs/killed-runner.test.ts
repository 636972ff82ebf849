import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { job } from '../../src/domain/job.ts';
import { type JobRunner, startJobRunner } from '../../src/jobs/job-runner.ts';
import { POOL_LOCKS } from '../../src/jobs/pool-lock.ts';
import { type AddedMember, addMember } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

const TSX = import.meta.resolve('tsx');
const PROCESS = fileURLToPath(new URL('runner-process.ts', import.meta.url));
const SWEEP = { sweepEveryMs: 200 };

let services: Services;
beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.stop());

const startProcess = () => {
  const { url, workspace } = services;
  const args = ['--import', TSX, PROCESS, url, workspace.apiUrl, workspace.token, workspace.team.id];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { kill: () => void child.kill('SIGKILL'), ended };
};

const startRunner = async (): Promise<JobRunner> => {
  const runner = await startJobRunner(services.url, services.deps, SWEEP);
  onTestFinished(() => runner.stop());
  return runner;
};

const welcome = ({ membershipId }: AddedMember) =>
  services.deps.store.enqueue(job('welcome-member', { membershipId, way: 'dm', requestId: 'a-request' }));

const posts = () => services.workspace.callsOf('chat.postMessage').length;
const lockedBy = async (): Promise<string[]> => {
  const rows = await services.query<{ locked_by: string }>(
    'SELECT DISTINCT locked_by FROM graphile_worker.jobs WHERE locked_by IS NOT NULL',
  );
  return rows.map((row) => row.locked_by);
};

const heldLocks = () =>
  services.query<{ pid: number }>(
    "SELECT pid FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND classid = $1::int::oid AND datname = current_database()",
    [POOL_LOCKS],
  );

describe('the jobs of a process that was killed', () => {
  it('when it held one, another process frees it and does it', async () => {
    const bob = await addMember(services, { role: 'Member', firstName: 'Bob' });
    services.workspace.forget();
    // The process gets no answer, and dies while it waits for one.
    const letGo = services.workspace.faults.hold('chat.postMessage');
    await welcome(bob);
    const killed = startProcess();
    // It compiles all of Usher first.
    await expect.poll(posts, { timeout: 75_000 }).toBe(1);
    const [holder] = await lockedBy();
    expect(holder).toMatch(/^pool-/);
    killed.kill();
    await killed.ended;
    letGo();
    expect(await lockedBy()).toEqual([holder]);
    await startRunner();
    await expect.poll(() => bob.person.messages().length).toBe(1);
    await expect.poll(() => services.waitingJobs()).toEqual([]);
    expect(services.logged('warn').map(({ msg }) => msg)).toContain('Freed the jobs of a process that was killed.');
  });

  it('when it is alive, however long its job takes, no other process frees it', async () => {
    const bob = await addMember(services, { role: 'Member', firstName: 'Bob' });
    services.forgetLog();
    services.workspace.forget();
    services.workspace.faults.hang('chat.postMessage', 1500);
    await startRunner();
    await startRunner();
    await welcome(bob);
    await expect.poll(() => bob.person.messages().length).toBe(1);
    await expect.poll(() => services.waitingJobs()).toEqual([]);
    expect(posts()).toBe(1);
    expect(services.logged('warn')).toEqual([]);
  });

  it('when it begins, it has its lock before it takes the first job', async () => {
    const bob = await addMember(services, { role: 'Member', firstName: 'Bob' });
    await services.query(`
      CREATE TABLE locks_at_taking (held int);
      CREATE FUNCTION note_locks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO locks_at_taking SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted
          AND classid = ${POOL_LOCKS} AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
        RETURN NULL;
      END $$;
      CREATE TRIGGER note_locks AFTER UPDATE ON graphile_worker._private_jobs
        FOR EACH ROW WHEN (NEW.locked_by IS NOT NULL) EXECUTE FUNCTION note_locks();
      CREATE FUNCTION come_late() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
        IF current_setting('application_name') = 'usher job runner' THEN PERFORM pg_sleep(0.5); END IF;
      END $$;
      CREATE EVENT TRIGGER come_late ON login EXECUTE FUNCTION come_late()`);
    onTestFinished(async () => void (await services.query('DROP FUNCTION note_locks, come_late CASCADE')));
    await welcome(bob);
    await startRunner();
    await expect.poll(() => bob.person.messages().length).toBe(1);
    expect(await services.query('SELECT held FROM locks_at_taking')).toEqual([{ held: 1 }]);
  });

  it('when only the connection of its lock broke, it takes the lock again on one new connection', async () => {
    await startRunner();
    const [broken, ...more] = await heldLocks();
    expect(more).toEqual([]);
    await services.query('SELECT pg_terminate_backend($1)', [broken?.pid]);
    await expect.poll(heldLocks).not.toContainEqual(broken);
    await expect.poll(heldLocks).toHaveLength(1);
  });

  it('when it stopped in order, its lock is gone with it', async () => {
    const runner = await startJobRunner(services.url, services.deps, SWEEP);
    expect(await heldLocks()).toHaveLength(1);
    await runner.stop();
    await expect.poll(heldLocks).toEqual([]);
  });
});
