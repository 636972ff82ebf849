import type { Job } from '../domain/job.ts';
import { jobSpec } from '../domain/job-specs.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

// `add_job` is `add_jobs` of one. For many it takes most of the time of a transaction; for few it keeps their order.
const manyJobs = 100;

/**
 * The outbox: jobs become real with the transaction that adds them, and vanish with it. One statement for any number of jobs.
 * A key makes jobs of one kind about one thing fold into one that has not started yet.
 */
export const enqueueJobs = async (db: Db, jobs: readonly Job[]): Promise<void> => {
  if (jobs.length === 0) return;
  const specs = jobs.map(specOf);
  const added =
    jobs.length > manyJobs
      ? Prisma.sql`SELECT count(*)::int FROM graphile_worker.add_jobs(ARRAY(
          SELECT (j.identifier, j.payload, j."queueName", now() + make_interval(secs => j."delayMs" / 1000.0), j."maxAttempts",
            j."jobKey", j.priority, NULL)::graphile_worker.job_spec FROM ${given(onceEach(specs))}), true)`
      : Prisma.sql`SELECT count(graphile_worker.add_job(
          identifier => j.identifier, payload => j.payload, queue_name => j."queueName",
          run_at => now() + make_interval(secs => j."delayMs" / 1000.0), max_attempts => j."maxAttempts", job_key => j."jobKey",
          priority => j.priority, job_key_mode => 'preserve_run_at'))::int FROM ${given(specs)}`;
  await db.$queryRaw(added);
};

type Spec = ReturnType<typeof specOf>;

const specOf = (job: Job) => {
  const { maxAttempts, priority, queue, key, delayMs } = jobSpec(job);
  return { identifier: job.name, payload: job.payload, maxAttempts, priority, queueName: queue, jobKey: key, delayMs };
};

const given = (specs: readonly Spec[]): Prisma.Sql => Prisma.sql`jsonb_to_recordset(${JSON.stringify(specs)}::jsonb)
  AS j (identifier text, payload json, "maxAttempts" int, priority int, "queueName" text, "jobKey" text, "delayMs" int)`;

/** Of two with one key the later: one statement cannot write a row twice. */
const onceEach = (specs: readonly Spec[]): Spec[] => {
  const last = new Map(specs.map((spec, index) => [spec.jobKey ?? index, spec]));
  return [...last.values()];
};
