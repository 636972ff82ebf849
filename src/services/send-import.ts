import type { Deps } from '../deps.ts';
import { asGranter } from '../domain/actor.ts';
import { chunkSize, type Fate, type ImportRow, type ImportState } from '../domain/import.ts';
import { linkEnd } from '../domain/invitation.ts';
import { type JobPayloads, job } from '../domain/job.ts';
import type { Organization } from '../domain/organization.ts';
import type { AccessRefusal, BindingProposal, FormRefusal } from '../domain/refusal.ts';
import { done, type Result } from '../domain/result.ts';
import type { ImportRecord, SettledRow } from '../ports/imports.ts';
import type { FormOptions } from '../ports/records.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { checkTerms, offeredTerms, permissionsOf } from './check-terms.ts';
import { type DecidedRow, decideImportRows, findInSlack, type PeopleInSlack } from './decide-import-rows.ts';
import { finished, type JobOutcome } from './job-outcome.ts';
import { loadActor } from './load-actor.ts';
import { stopImport } from './stop-import.ts';
import { nextDay } from './working-day.ts';
import { writeAlone } from './write-alone.ts';
import type { Held } from './write-as-admin.ts';
import { type WrittenInvitation, writeInvitations } from './write-invitations.ts';

type Payload = JobPayloads['send-import'];

// Nobody waits for it: even a large workspace is listed by then, whatever Slack makes us wait for.
const DIRECTORY_MS = 30_000;
const toSend: readonly Fate[] = ['clear', 'noted'];

/**
 * Invites the next chunk of an import: everything about it in one transaction, the job for the next one too. So whenever a process is
 * killed, each row is invited or waits, and the sending goes on where it was. The right of its admin is asked again each time.
 */
export const sendImport = async (deps: Deps, payload: Payload): Promise<JobOutcome> => {
  const { organizationId, importId, requestId } = payload;
  const { store } = deps;
  const [organization, record] = await Promise.all([
    store.findOrganization(organizationId),
    store.findImport(organizationId, importId),
  ]);
  if (!organization || record?.state !== 'SENDING' || record.resumeAt !== null) return finished;
  const asked = await askedBy(deps, organization, record, requestId);
  if (!asked) return stopImport(deps, payload, 'not_a_member');
  const rows = await store.findImportRows(importId, toSend, 0, chunkSize);
  const inSlack = await findInSlack(deps, organization.slackTeamId, rows, DIRECTORY_MS);
  const sent = await inviteChunk(deps, { asked, importId, inSlack });
  return sent.ok ? finished : stopImport(deps, payload, sent.refusal.kind);
};

/** The admin as they are now; what they may is asked inside the transaction. */
const askedBy = async (
  deps: Deps,
  organization: Organization,
  { id, createdById }: ImportRecord,
  requestId: string,
): Promise<Asked | null> => {
  const slack = (await deps.store.findMember(createdById))?.slack;
  if (!slack) return null;
  const context = await loadActor(deps, organization.slackTeamId, slack);
  return { context, via: 'job', requestId, idempotencyKey: `import:${id}` };
};

type Chunk = { readonly asked: Asked; readonly importId: string; readonly inSlack: PeopleInSlack };

/** The next rows that wait, and what follows them, in one transaction. */
export const inviteChunk = (
  deps: Deps,
  chunk: Chunk,
): Promise<Result<null, AccessRefusal | BindingProposal | FormRefusal>> =>
  writeAlone<null, FormRefusal>(deps, chunk.asked, 'import', (tx, held) => sendChunk(tx, held, chunk));

const sendChunk = async (tx: Transaction, held: Held, chunk: Chunk): Promise<Result<null, FormRefusal>> => {
  const { asked, importId, inSlack } = chunk;
  const record = await tx.holdImport(held.organization.id, importId);
  // Cancelled, or in the hands of another process, since it was read.
  if (record?.state !== 'SENDING' || record.resumeAt !== null) return done(null);
  const rows = await tx.findImportRows(importId, toSend, 0, chunkSize);
  const terms = await holdTerms(tx, held, record, rows);
  if (!terms.ok) return terms;
  const options = terms.value;
  const decided = await decideImportRows(tx, held, rows, { importId, options, inSlack, uncapped: false });
  const heldUp = decided.filter(isOverCap);
  const now = decided.filter((one) => !isOverCap(one));
  const written = await write(tx, held, { ...chunk, record, options }, now);
  await tx.settleRows(importId, settled(now, written));
  const isLast = heldUp.length === 0 && rows.length < chunkSize;
  await goOn(tx, held, asked, importId, heldUp.length > 0 ? 'tomorrow' : isLast ? 'done' : 'next');
  return done(null);
};

/** What everybody gets is held as in a form. What rows name themselves is read in the same statement. */
const holdTerms = async (
  tx: Transaction,
  held: Held,
  { terms }: ImportRecord,
  rows: readonly ImportRow[],
): Promise<Result<FormOptions, FormRefusal>> => {
  const namesTerms = rows.some(({ person }) => person?.role || person?.team || person?.products);
  const offered = offeredTerms(terms);
  const all = namesTerms ? await tx.findFormOptions(held.organization.id) : null;
  const options = await tx.holdFormOptions(held.organization.id, {
    ...offered,
    // Whichever of them a row names must not be archived or turned off before it is written.
    ...(all && { teamIds: all.teams.map(({ id }) => id), productIds: all.products.map(({ id }) => id) }),
  });
  const role = checkTerms(terms, options, asGranter(held.actor));
  return role.ok ? done(options) : role;
};

const isOverCap = ({ decided }: DecidedRow): boolean =>
  decided.fate === 'refused' && decided.reason.kind === 'over_daily_cap';

type Writing = Chunk & { readonly record: ImportRecord; readonly options: FormOptions };

const write = (
  tx: Transaction,
  held: Held,
  { asked, importId, record, options }: Writing,
  rows: readonly DecidedRow[],
): Promise<readonly WrittenInvitation[]> => {
  const { terms } = record;
  const later = terms.sendAfter === null ? null : new Date(terms.sendAfter);
  // An import of two days may have begun before the moment that was chosen for it, and go on after.
  const sendAfter = later && later > held.now ? later : null;
  const expiresAt = linkEnd(sendAfter ?? held.now, held.organization.invitationLifetimeHours);
  const permissionIds = permissionsOf(terms, options);
  const batch = { ...terms, permissionIds, batchId: importId, expiresAt, sendAfter, ofImport: true };
  const decided = rows.flatMap(({ invite }) => (invite ? [invite] : []));
  return writeInvitations(tx, asked, held, batch, decided);
};

const settled = (rows: readonly DecidedRow[], written: readonly WrittenInvitation[]): SettledRow[] => {
  const byKey = new Map(written.map((one) => [one.emailKey, one]));
  return rows.map(({ row: { number, person }, decided, invite }) => {
    const made = person ? byKey.get(person.emailKey) : undefined;
    if (made) return { number, state: made.isAdded ? 'ADDED' : 'INVITED', invitationId: made.id };
    // Invited by this very import: somebody took over in the middle of a chunk.
    if (invite?.decision.fate === 'repeat')
      return { number, state: 'INVITED', invitationId: invite.decision.invitationId };
    return { number, state: 'LEFT', invitationId: null, decided };
  });
};

const goOn = async (
  tx: Transaction,
  { organization, now }: Held,
  { requestId }: Asked,
  importId: string,
  next: 'next' | 'tomorrow' | 'done',
): Promise<void> => {
  const payload = { organizationId: organization.id, importId, requestId };
  const state: ImportState = next === 'done' ? 'DONE' : 'SENDING';
  if (next !== 'next') {
    await tx.moveImport(importId, {
      state,
      resumeAt: next === 'tomorrow' ? nextDay(now, organization.timeZone) : null,
    });
  }
  await tx.enqueue(...(next === 'next' ? [job('send-import', payload)] : []), job('announce-import', payload));
};
