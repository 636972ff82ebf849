import { v5 as uuidv5 } from 'uuid';
import type { Deps } from '../deps.ts';
import { type JobPayloads, job } from '../domain/job.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result } from '../domain/result.ts';
import type { ImportFailure, ImportFile } from '../ports/imports.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { finished, type JobOutcome } from './job-outcome.ts';
import { sendFileOnce } from './send-file-once.ts';
import { writeAsAdmin } from './write-as-admin.ts';

const FILE_NAMESPACE = '4f1c7b52-0d11-4a0e-9a3e-6b7c1f0e9d21';
const PAGE = 1_000;

/** Has a file sent to the admin who asks: what of their import invited nobody or, without an import, the columns to fill in. */
export const askForImportFile = (
  deps: Deps,
  asked: Asked,
  importId: string | null,
): Promise<Result<null, AccessRefusal | BindingProposal>> =>
  writeAsAdmin<null, never>(deps, asked, 'import', async (tx, held) => {
    const { organization, actor } = held;
    if (!(await tx.markHandled(asked.idempotencyKey))) return done(null);
    const { requestId } = asked;
    const fileId = uuidv5(asked.idempotencyKey, FILE_NAMESPACE);
    const { membershipId } = actor;
    if (importId) {
      await tx.audit(auditEntry(asked, held, 'import.download', { kind: 'import', id: importId }, {}));
    }
    await tx.enqueue(
      job('send-import-file', {
        organizationId: organization.id,
        membershipId,
        ofImportId: importId,
        fileId,
        requestId,
      }),
    );
    return done(null);
  });

/** To an admin only, and what an import did not invite only to whoever made it. */
export const sendImportFile = async (deps: Deps, payload: JobPayloads['send-import-file']): Promise<JobOutcome> => {
  const { organizationId, membershipId, ofImportId: importId, fileId } = payload;
  const { store, notices } = deps;
  const [organization, admin, record] = await Promise.all([
    store.findOrganization(organizationId),
    store.findMember(membershipId),
    importId === null ? null : store.findImport(organizationId, importId),
  ]);
  const to = admin?.slack;
  if (!organization || admin?.status !== 'ACTIVE' || !admin.isAdmin || !to) return finished;
  if (importId !== null && record?.createdById !== membershipId) return finished;
  const file: ImportFile = importId ? { kind: 'failures', pages: failurePages(deps, importId) } : { kind: 'template' };
  return sendFileOnce(deps, {
    ...{ organizationId, to, subject: fileId, kinds: { uploaded: 'import_file', shared: 'import_file_sent' } },
    upload: () => notices.uploadImportFile(to, file, organization),
    share: (uploaded) => notices.shareImportFile(uploaded, file.kind, organization),
    tellFailure: (cause) => notices.importFileFailed(to, cause, organization),
  });
};

async function* failurePages(
  { store }: Pick<Deps, 'store'>,
  importId: string,
): AsyncGenerator<readonly ImportFailure[]> {
  for (let after = 0; ; ) {
    const page = await store.findImportFailures(importId, after, PAGE);
    yield page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.number;
  }
}
