import type { Job } from '../domain/job.ts';
import { jobSpec } from '../domain/job-specs.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/**
 * The outbox: jobs become real with the transaction that adds them, and vanish with it. One statement for any number of jobs.
 * A key makes jobs of one kind about one thing fold into one that has not started yet.
 */
export const enqueueJobs = async (db: Db, jobs: readonly Job[]): Promise<void> => {
  if (jobs.length === 0) return;
  const specs = jobs.map((job) => {
    const spec = jobSpec(job);
    return {
      identifier: job.name,
      payload: job.payload,
      maxAttempts: spec.maxAttempts,
      priority: spec.priority,
      queueName: spec.queue,
      jobKey: spec.key,
      delayMs: spec.delayMs,
    };
  });
  await db.$queryRaw(Prisma.sql`
    SELECT count(graphile_worker.add_job(
      identifier => j.identifier, payload => j.payload, queue_name => j."queueName",
      run_at => now() + make_interval(secs => j."delayMs" / 1000.0), max_attempts => j."maxAttempts", job_key => j."jobKey",
      priority => j.priority, job_key_mode => 'preserve_run_at'))::int
    FROM jsonb_to_recordset(${JSON.stringify(specs)}::jsonb) AS j (identifier text, payload json, "maxAttempts" int,
      priority int, "queueName" text, "jobKey" text, "delayMs" int)`);
};
