import type { Deps } from '../deps.ts';
import { type JobPayloads, job } from '../domain/job.ts';
import { done } from '../domain/result.ts';
import { finished, type JobOutcome } from './job-outcome.ts';

/** Ends an import whose admin may no longer do it, or that gives what is no longer given: at the first row that was not invited. */
export const stopImport = async (
  { store }: Pick<Deps, 'store'>,
  payload: JobPayloads['send-import'],
  cause: string,
): Promise<JobOutcome> => {
  const { organizationId, importId, requestId } = payload;
  await store.transaction(async (tx) => {
    const record = await tx.holdImport(organizationId, importId);
    if (record?.state !== 'SENDING') return done(null);
    const [first] = await tx.findImportRows(importId, ['clear', 'noted'], 0, 1);
    await tx.moveImport(importId, { state: 'STOPPED', stop: { cause, line: first?.line ?? 0 } });
    await tx.leaveOpenRows(importId, ['clear', 'noted']);
    await tx.audit({
      organizationId,
      actor: { kind: 'SYSTEM' },
      action: 'import.stop',
      target: { kind: 'import', id: importId },
      changed: { cause, line: first?.line ?? null },
      via: 'job',
      requestId,
    });
    await tx.enqueue(job('announce-import', payload));
    return done(null);
  });
  return finished;
};
