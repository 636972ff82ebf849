import { v7 as uuidv7 } from 'uuid';
import type { OwnTerms } from '../domain/import-terms.ts';
import { job } from '../domain/job.ts';
import { Overtaken } from '../domain/overtaken.ts';
import type { InvitationTerms, IssuedLink, NewInvitation } from '../ports/records.ts';
import type { Transaction } from '../ports/transaction.ts';
import { admitAtOnce } from './admit-at-once.ts';
import { type Asked, auditActor } from './asked.ts';
import type { Terms } from './check-terms.ts';
import type { Decided } from './decide-entries.ts';
import type { Held } from './write-as-admin.ts';

type Batch = Omit<Terms, 'templateId'> & {
  readonly batchId: string;
  readonly note: string | null;
  readonly expiresAt: Date;
  /** Later: nothing is sent before, and the life of the link begins then. */
  readonly sendAfter: Date | null;
  /** The invitation that was withdrawn for this one. */
  readonly replaces?: string;
  /** One chunk of many: what people wait for goes before it, and its progress is told by the import. */
  readonly ofImport?: boolean;
};

/** What was written for an address. */
export type WrittenInvitation = { readonly id: string; readonly emailKey: string; readonly isAdded: boolean };

/** Writes what was decided, in as many statements for a thousand addresses as for one, and enqueues the sending. */
export const writeInvitations = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  batch: Batch,
  decided: readonly Decided[],
): Promise<readonly WrittenInvitation[]> => {
  const terms = termsOf(held, batch);
  const toAdd = rowsWithFate(decided, 'add');
  const toCreate = [...rowsWithFate(decided, 'create'), ...toAdd];
  const toRenew = rowsWithFate(decided, 'renew');
  if (toCreate.length + toRenew.length === 0) return [];
  const created = toCreate.length > 0 ? await tx.createInvitations(terms, toCreate) : [];
  const renewed = toRenew.length > 0 ? await tx.renewInvitations(terms, toRenew) : [];
  // Somebody invited one of them while this was being decided.
  if (created.length < toCreate.length || renewed.length < toRenew.length) throw new Overtaken();
  const issued = [...created, ...renewed];

  // A renewed invitation may carry teams, products and permissions of its former terms, which have to go.
  const listed = terms.secondaryTeamIds.length + terms.productIds.length + terms.permissionIds.length;
  if (listed + renewed.length > 0) {
    await tx.saveTermLists(
      terms,
      issued.map(({ id }) => id),
    );
  }
  const written = [...toCreate, ...toRenew];
  const own = written.filter(hasOwn);
  if (own.length > 0) await tx.saveOwnLists(terms.organizationId, own);
  const termsById = new Map(written.map((row) => [row.id, { ...terms, ...ownOf(row) }]));
  await tx.audit(
    ...created.map(({ id }) => auditEntry(asked, batch, termsById.get(id) ?? terms, id, 'invitation.create')),
    ...renewed.map(({ id }) => auditEntry(asked, batch, termsById.get(id) ?? terms, id, 'invitation.renew')),
  );
  for (const row of toAdd) await admitAtOnce(tx, asked, row.id);
  const sentNow = terms.sendAfter ? [] : issued;
  const added = new Set(toAdd.map(({ id }) => id));
  await enqueueDeliveries(tx, asked, held, batch, sentNow, added);
  return written.map(({ id, emailKey }) => ({ id, emailKey, isAdded: added.has(id) }));
};

const hasOwn = ({ primaryTeamId, productIds }: NewInvitation): boolean =>
  primaryTeamId !== undefined || productIds !== undefined;

const ownOf = ({ roleId, primaryTeamId, productIds }: NewInvitation): OwnTerms => ({
  ...(roleId && { roleId }),
  ...(primaryTeamId && { primaryTeamId }),
  ...(productIds && { productIds }),
});

const termsOf = (held: Held, batch: Batch): InvitationTerms => ({
  organizationId: held.organization.id,
  batchId: batch.batchId,
  roleId: batch.roleId,
  primaryTeamId: batch.primaryTeamId,
  secondaryTeamIds: [...new Set(batch.secondaryTeamIds)].filter((id) => id !== batch.primaryTeamId),
  productIds: [...new Set(batch.productIds)],
  permissionIds: batch.permissionIds,
  note: batch.note,
  inviterId: held.actor.membershipId,
  issuedAt: held.now,
  sendAfter: batch.sendAfter,
  expiresAt: batch.sendAfter ? null : batch.expiresAt,
});

const rowsWithFate = (decided: readonly Decided[], fate: 'create' | 'add' | 'renew'): NewInvitation[] =>
  decided.flatMap(({ entry, decision }) => {
    if (decision.fate !== fate) return [];
    const slack = entry.slack && { teamId: entry.slack.teamId, userId: entry.slack.userId };
    const { email, emailKey, firstName, lastName } = entry;
    return [{ id: decision.invitationId ?? uuidv7(), email, emailKey, firstName, lastName, slack, ...entry.own }];
  });

const auditEntry = (asked: Asked, { replaces }: Batch, terms: InvitationTerms, id: string, action: string) => ({
  organizationId: terms.organizationId,
  actor: auditActor(asked.context.actor),
  action,
  target: { kind: 'invitation', id } as const,
  changed: {
    roleId: terms.roleId,
    primaryTeamId: terms.primaryTeamId,
    secondaryTeamIds: terms.secondaryTeamIds,
    productIds: terms.productIds,
    permissionIds: terms.permissionIds,
    batchId: terms.batchId,
    ...(terms.sendAfter && { sendAfter: terms.sendAfter.toISOString() }),
    ...(replaces && { replaces }),
  },
  via: asked.via,
  requestId: asked.requestId,
});

const enqueueDeliveries = async (
  tx: Transaction,
  { requestId }: Asked,
  { organization }: Held,
  { batchId, ofImport = false }: Batch,
  issued: readonly IssuedLink[],
  added: ReadonlySet<string>,
): Promise<void> =>
  tx.enqueue(
    ...issued
      .filter(({ id }) => !added.has(id))
      .map(({ id, generation }) =>
        job('deliver-invitation', {
          ...{ invitationId: id, generation, byMail: false, requestId },
          ...(ofImport && { isBulk: true }),
        }),
      ),
    ofImport
      ? job('announce-import', { organizationId: organization.id, importId: batchId, requestId })
      : job('announce-batch', { batchId, requestId }),
    // One of them may be somebody new in Slack about whom a card asks.
    ...(organization.askAboutJoiners ? [job('settle-happenings', { requestId })] : []),
  );
