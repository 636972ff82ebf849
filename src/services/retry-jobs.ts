import type { Deps } from '../deps.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result } from '../domain/result.ts';
import { type Asked, auditActor } from './asked.ts';
import { writeAsAdmin } from './write-as-admin.ts';

/** `jobs`: how many are done again. None: somebody else had them done, or they were forgotten after 30 days. */
export type RetryOutcome = { readonly jobs: number; readonly isRepeat: boolean };

/** Jobs that failed for good, done again from the start: one by its id, or all of this organization. */
export const retryJobs = (
  deps: Deps,
  asked: Asked,
  jobId: string | null,
): Promise<Result<RetryOutcome, AccessRefusal | BindingProposal>> =>
  writeAsAdmin<RetryOutcome, never>(deps, asked, 'retry_jobs', async (tx, { actor, organization }) => {
    if (!(await tx.markHandled(asked.idempotencyKey))) return done({ jobs: 0, isRepeat: true });
    const jobs = await tx.retryFailedJobs(organization.id, jobId === null ? null : [jobId]);
    if (jobs.length > 0) {
      await tx.audit({
        organizationId: organization.id,
        actor: auditActor(actor),
        action: 'job.retry',
        target: { kind: 'organization', id: organization.id },
        changed: { jobs: jobs.map(({ id, name }) => ({ id, name })) },
        via: asked.via,
        requestId: asked.requestId,
      });
    }
    return done({ jobs: jobs.length, isRepeat: false });
  });
