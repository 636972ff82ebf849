import type { Deps } from '../deps.ts';
import { asGranter } from '../domain/actor.ts';
import type { ImportRefusal } from '../domain/import-refusal.ts';
import { job } from '../domain/job.ts';
import type { AccessRefusal, BindingProposal, FormRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { ImportRecord } from '../ports/imports.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { checkTerms, offeredTerms } from './check-terms.ts';
import { sendable } from './read-import.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

type Refused = AccessRefusal | BindingProposal | ImportRefusal;

/** How many are on the way, and how many rows were left out. */
type Started = { readonly count: number; readonly left: number };

/** Sends what of a preview can be sent; the rest is left, and told at the end. The sending itself goes on by jobs. */
export const startImport = (
  deps: Deps,
  asked: Asked,
  importId: string,
): Promise<Result<Started, Refused | FormRefusal>> =>
  writeAsAdmin<Started, FormRefusal | ImportRefusal>(deps, asked, 'import', async (tx, held) => {
    const found = await holdOwn(tx, held, importId);
    if (!found.ok) return found;
    const counts = await tx.countImportRows(importId);
    const count = sendable(counts);
    const left = counts.refused + counts.unreadable;
    const { state, terms } = found.value;
    const { organization } = held;
    const isFresh = await tx.markHandled(asked.idempotencyKey);
    // The same click delivered twice.
    if (!isFresh && state !== 'OPEN') return done({ count, left });
    if (state !== 'OPEN') return refused({ kind: 'import_decided', state });
    if (count === 0) return refused({ kind: 'import_of_nobody' });
    const options = await tx.holdFormOptions(organization.id, offeredTerms(terms));
    const role = checkTerms(terms, options, asGranter(held.actor));
    if (!role.ok) return role;
    await tx.leaveOpenRows(importId, ['refused', 'unreadable', 'repeated']);
    await tx.moveImport(importId, { state: 'SENDING' });
    await tx.audit(auditEntry(asked, held, 'import.send', { kind: 'import', id: importId }, { rows: count }));
    const payload = { organizationId: organization.id, importId, requestId: asked.requestId };
    await tx.enqueue(job('send-import', payload), job('announce-import', payload));
    return done({ count, left });
  });

/** Puts a preview away, with the names and addresses in it. */
export const discardImport = (deps: Deps, asked: Asked, importId: string): Promise<Result<null, Refused>> =>
  writeAsAdmin<null, ImportRefusal>(deps, asked, 'import', async (tx, held) => {
    const found = await holdOwn(tx, held, importId);
    if (!found.ok) return found;
    if (found.value.state === 'DISCARDED') return done(null);
    if (found.value.state !== 'OPEN') return refused({ kind: 'import_decided', state: found.value.state });
    await tx.moveImport(importId, { state: 'DISCARDED' });
    await tx.dropImportRows(importId);
    await tx.audit(auditEntry(asked, held, 'import.discard', { kind: 'import', id: importId }, {}));
    return done(null);
  });

/** A preview is its maker's: nobody else sends it or puts it away. */
const holdOwn = async (
  tx: Transaction,
  { organization, actor }: Held,
  importId: string,
): Promise<Result<ImportRecord, ImportRefusal>> => {
  const found = await tx.holdImport(organization.id, importId);
  return found?.createdById === actor.membershipId ? done(found) : refused({ kind: 'import_unknown' });
};
