import { writeAudit } from './audit.ts';
import type { StoreClient } from './client.ts';
import { retryFailedJobs } from './failed-jobs.ts';

/** For the operator: every job that failed for good, of all organizations, each of which has it in its trail. How many. */
export const retryAllJobs = (prisma: StoreClient['prisma'], requestId: string): Promise<number> =>
  prisma.$transaction(async (tx) => {
    const jobs = await retryFailedJobs(tx, null, null);
    const ids = [...new Set(jobs.flatMap(({ organizationId }) => organizationId ?? []))];
    await writeAudit(
      tx,
      ids.map((organizationId) => ({
        organizationId,
        actor: { kind: 'CLI' },
        action: 'job.retry',
        target: { kind: 'organization', id: organizationId },
        changed: {
          jobs: jobs.filter((job) => job.organizationId === organizationId).map(({ id, name }) => ({ id, name })),
        },
        via: 'cli',
        requestId,
      })),
    );
    return jobs.length;
  });
