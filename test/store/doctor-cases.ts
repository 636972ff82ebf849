import { expect } from 'vitest';
import { job } from '../../src/domain/job.ts';
import type { DoctorReads, DoctorWrites } from '../../src/ports/diagnosis.ts';
import type { Transaction } from '../../src/ports/transaction.ts';
import type { Tenant } from '../support/tenants.ts';

/** Jobs that failed for good are of the organization whose ids their payloads hold. */
export const doctorCases = (
  tenants: () => { readonly ours: Tenant; readonly theirs: Tenant },
): Readonly<Record<keyof DoctorReads | keyof DoctorWrites, (tx: Transaction) => Promise<void>>> => ({
  findFailedJobs: async (tx) => {
    const { ours } = tenants();
    await tx.enqueue(job('settle-card', { invitationId: ours.withdrawnId, requestId: 'r' }));
    // One that waits has not failed.
    expect(await tx.findFailedJobs(ours.org.id, 10)).toEqual({ jobs: [], total: 0 });
  },
  retryFailedJobs: async (tx) => {
    expect(await tx.retryFailedJobs(tenants().ours.org.id, null)).toEqual([]);
  },
});
