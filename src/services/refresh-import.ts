import type { Deps } from '../deps.ts';
import { asGranter } from '../domain/actor.ts';
import type { Fate } from '../domain/import.ts';
import type { ImportRefusal } from '../domain/import-refusal.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import { maxFileRows } from '../domain/roster/roster-file.ts';
import type { ImportRecord } from '../ports/imports.ts';
import type { FormOptions } from '../ports/records.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { checkTerms, offeredTerms } from './check-terms.ts';
import { decideImportRows, findInSlack, type PeopleInSlack } from './decide-import-rows.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

const redecided: readonly Fate[] = ['clear', 'noted', 'refused'];
const ROWS_AT_A_TIME = 1_000;
const DIRECTORY_MS = 1_500;
/** What was decided a moment ago is still so. */
const FRESH_MS = 60_000;

/** Decides a preview anew that was decided a while ago: people may have joined, been invited or removed since. */
export const refreshImport = async (
  deps: Deps,
  asked: Asked,
  record: ImportRecord,
): Promise<Result<null, AccessRefusal | BindingProposal | ImportRefusal>> => {
  const { organization, now } = asked.context;
  if (now.getTime() - record.decidedAt.getTime() < FRESH_MS) return done(null);
  const named = await deps.store.findImportRows(record.id, redecided, 0, maxFileRows);
  const inSlack = await findInSlack(deps, organization.slackTeamId, named, DIRECTORY_MS);
  return writeAsAdmin<null, ImportRefusal>(deps, asked, 'import', async (tx, held) => {
    const stored = await tx.holdImport(organization.id, record.id);
    if (!stored) return refused({ kind: 'import_unknown' });
    if (stored.state !== 'OPEN') return refused({ kind: 'import_decided', state: stored.state });
    const options = await tx.holdFormOptions(organization.id, offeredTerms(stored.terms));
    // A role or team that is gone is told when somebody wants to send; what can be looked at stays as it was decided.
    if (!checkTerms(stored.terms, options, asGranter(held.actor)).ok) return done(null);
    await decideAnew(tx, held, { importId: record.id, options, inSlack });
    await tx.markDecided(record.id);
    return done(null);
  });
};

type Deciding = { readonly importId: string; readonly options: FormOptions; readonly inSlack: PeopleInSlack };

const decideAnew = async (tx: Transaction, held: Held, deciding: Deciding): Promise<void> => {
  const { importId } = deciding;
  for (let after = 0; ; ) {
    const rows = await tx.findImportRows(importId, redecided, after, ROWS_AT_A_TIME);
    const last = rows.at(-1);
    if (!last) return;
    after = last.number;
    const decided = await decideImportRows(tx, held, rows, { ...deciding, uncapped: true });
    await tx.saveFates(
      importId,
      decided.map((one) => ({ number: one.row.number, decided: one.decided })),
    );
  }
};
