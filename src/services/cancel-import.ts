import type { Deps } from '../deps.ts';
import type { ImportRefusal } from '../domain/import-refusal.ts';
import { job } from '../domain/job.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { writeAsAdmin } from './write-as-admin.ts';

export type ImportCancelled = {
  /** Invitations of which nothing had gone out yet. */
  readonly withdrawn: number;
};

/** Stops what has not gone out: rows that wait, and invitations whose link was not sent yet. Whatever has arrived stays. */
export const cancelImport = (
  deps: Deps,
  asked: Asked,
  importId: string,
): Promise<Result<ImportCancelled, AccessRefusal | BindingProposal | ImportRefusal>> =>
  writeAsAdmin<ImportCancelled, ImportRefusal>(deps, asked, 'import', async (tx, held) => {
    const { organization, actor } = held;
    const record = await tx.holdImport(organization.id, importId);
    if (record?.createdById !== actor.membershipId) return refused({ kind: 'import_unknown' });
    if (record.state === 'OPEN' || record.state === 'DISCARDED') return refused({ kind: 'import_unknown' });
    if (record.state === 'CANCELLED') return done({ withdrawn: 0 });
    const withdrawn = await tx.withdrawUnsent(importId, actor.membershipId);
    if (record.state !== 'SENDING' && withdrawn.length === 0) return refused({ kind: 'import_nothing_left' });
    await tx.leaveOpenRows(importId, ['clear', 'noted']);
    await tx.moveImport(importId, { state: 'CANCELLED' });
    await tx.audit(
      auditEntry(asked, held, 'import.cancel', { kind: 'import', id: importId }, { withdrawn: withdrawn.length }),
      ...withdrawn.map((id) =>
        auditEntry(
          asked,
          held,
          'invitation.withdraw',
          { kind: 'invitation', id },
          { cause: 'import_cancelled', importId },
        ),
      ),
    );
    await tx.enqueue(job('announce-import', { organizationId: organization.id, importId, requestId: asked.requestId }));
    return done({ withdrawn: withdrawn.length });
  });
