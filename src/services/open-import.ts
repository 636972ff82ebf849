import { createHash } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import type { Deps } from '../deps.ts';
import { asGranter } from '../domain/actor.ts';
import type { SlackPerson } from '../domain/decide-invite.ts';
import { emailKey } from '../domain/email-address.ts';
import type { ImportFate, ImportRow, ImportSource } from '../domain/import.ts';
import type { ImportRefusal } from '../domain/import-refusal.ts';
import { importRows } from '../domain/import-rows.ts';
import type { AccessRefusal, BindingProposal, FormRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { ParsedRoster } from '../domain/roster/roster.ts';
import type { GroupPerson } from '../domain/slack-group.ts';
import { slackRows } from '../domain/slack-rows.ts';
import type { ImportRecord, ImportTerms } from '../ports/imports.ts';
import type { FormOptions } from '../ports/records.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { checkTerms, offeredTerms } from './check-terms.ts';
import { decideImportRows, findInSlack, type PeopleInSlack } from './decide-import-rows.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

export type OpenImportInput = {
  readonly source: ImportSource;
  /** The name of the file; empty for a paste. */
  readonly title: string;
  readonly roster: ParsedRoster;
  /** Found in Slack, and invited as well. */
  readonly people?: readonly GroupPerson[];
  readonly isEncodingGuessed: boolean;
  readonly terms: ImportTerms;
};

export type OpenRefusal = AccessRefusal | BindingProposal | FormRefusal | ImportRefusal;

const IMPORT_NAMESPACE = '1d5a7c3e-52b0-4d43-8f6c-0f7f9d6f4c25';
const ROWS_AT_A_TIME = 1_000;
// A large workspace is listed for the first time in about this long; without it nothing is known, so nothing is assumed.
const DIRECTORY_MS = 1_500;
const MAX_TITLE = 100;

/**
 * Keeps a bulk invite as a preview: every row with its fate, before anything is sent. The id comes from the idempotency key, so
 * the same submission delivered twice finds its own preview. The same content again takes the place of the preview that waited.
 */
export const openImport = async (
  deps: Deps,
  asked: Asked,
  input: OpenImportInput,
): Promise<Result<{ readonly importId: string }, OpenRefusal>> => {
  const importId = uuidv5(asked.idempotencyKey, IMPORT_NAMESPACE);
  const listed = importRows(input.roster);
  const rows = [...listed, ...slackRows(input.people ?? [], listed)];
  if (rows.length === 0) return refused({ kind: 'nobody_named' });
  const found = await findInSlack(deps, asked.context.organization.slackTeamId, listed, DIRECTORY_MS);
  const inSlack = found && new Map([...found, ...byAddress(input.people ?? [])]);

  return writeAsAdmin<{ importId: string }, FormRefusal | ImportRefusal>(deps, asked, 'import', async (tx, held) => {
    const { id: organizationId } = held.organization;
    if (await tx.findImport(organizationId, importId)) return done({ importId });
    const options = await tx.holdFormOptions(organizationId, offeredTerms(input.terms));
    const role = checkTerms(input.terms, options, asGranter(held.actor));
    if (!role.ok) return role;
    const contentHash = hashOf(rows);
    const same = await tx.findSameImport(organizationId, contentHash);
    if (same?.state === 'SENDING') return refused({ kind: 'import_under_way', title: same.title });
    if (same?.state === 'OPEN' && same.createdById === held.actor.membershipId) await putAway(tx, same);
    await tx.createImport({
      ...{ id: importId, organizationId, createdById: held.actor.membershipId, contentHash },
      source: input.source,
      title: input.title.slice(0, MAX_TITLE),
      terms: input.terms,
      remarks: {
        ignoredColumns: (input.roster.header?.ignored ?? []).slice(0, 20).map((title) => title.slice(0, 80)),
        isEncodingGuessed: input.isEncodingGuessed,
        sentBefore: same && same.state !== 'OPEN' ? same.createdAt.toISOString() : null,
      },
    });
    await addDecided(tx, held, rows, { importId, options, inSlack });
    const changed = { rows: rows.length, source: input.source };
    await tx.audit(auditEntry(asked, held, 'import.preview', { kind: 'import', id: importId }, changed));
    return done({ importId });
  });
};

/** Whoever was found in Slack just now: no list that is kept knows them better. */
const byAddress = (people: readonly GroupPerson[]): [string, SlackPerson][] =>
  people.flatMap(({ person }) => (person?.email ? [[emailKey(person.email), person]] : []));

const putAway = async (tx: Transaction, { id }: ImportRecord): Promise<void> => {
  await tx.moveImport(id, { state: 'DISCARDED' });
  await tx.dropImportRows(id);
};

type Deciding = { readonly importId: string; readonly options: FormOptions; readonly inSlack: PeopleInSlack };

const addDecided = async (
  tx: Transaction,
  held: Held,
  rows: readonly ImportRow[],
  deciding: Deciding,
): Promise<void> => {
  for (let start = 0; start < rows.length; start += ROWS_AT_A_TIME) {
    const some = rows.slice(start, start + ROWS_AT_A_TIME);
    const toDecide = some.filter(({ decided }) => decided.fate === 'clear');
    const decided = await decideImportRows(tx, held, toDecide, { ...deciding, uncapped: true });
    const fates = new Map(decided.map((one) => [one.row.number, one.decided]));
    await tx.addImportRows(
      deciding.importId,
      some.map((row) => ({ ...row, decided: fates.get(row.number) ?? row.decided })),
    );
  }
};

const userOf = (decided: ImportFate): string | null => (decided.fate === 'refused' ? (decided.userId ?? null) : null);

/** Of what the rows say, not of the bytes: a file that was saved again, or pasted, is the same list of people. */
const hashOf = (rows: readonly ImportRow[]): string => {
  const said = rows.map(({ person, decided }) =>
    person ? { ...person, leftOut: null } : decided.fate === 'unreadable' ? decided.text : userOf(decided),
  );
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url');
};
