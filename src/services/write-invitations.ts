import { v7 as uuidv7 } from 'uuid';
import type { InviteDecision } from '../domain/decide-invite.ts';
import { job } from '../domain/job.ts';
import type { InvitationTerms, IssuedLink, NewInvitation, Transaction } from '../store-port.ts';
import { admitAtOnce } from './admit-at-once.ts';
import { type Asked, auditActor } from './asked.ts';
import type { Terms } from './check-terms.ts';
import type { ResolvedEntry } from './invite-entries.ts';
import type { Held } from './write-as-admin.ts';

/** `decision` is null for what this very submission made before. */
export type Decided = { readonly entry: ResolvedEntry; readonly decision: InviteDecision | null };

type Batch = Terms & { readonly batchId: string; readonly note: string | null; readonly expiresAt: Date };

/**
 * Writes what was decided, in as many statements for a thousand addresses as for one, and enqueues the sending.
 * Returns what became of each address key; one that is missing was invited by somebody else a moment before.
 */
export const writeInvitations = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  batch: Batch,
  decided: readonly Decided[],
): Promise<ReadonlyMap<string, 'invited' | 'added'>> => {
  const terms = termsOf(held, batch);
  const toCreate = rowsWithFate(decided, 'create');
  const toAdd = rowsWithFate(decided, 'add');
  const toRenew = rowsWithFate(decided, 'renew');
  const creations = [...toCreate, ...toAdd];
  const created = creations.length > 0 ? await tx.createInvitations(terms, creations) : [];
  const renewed = toRenew.length > 0 ? await tx.renewInvitations(terms, toRenew) : [];
  const issued = [...created, ...renewed];
  if (issued.length === 0) return new Map();

  // A renewed invitation may carry teams and products of its former terms, which have to go.
  if (terms.secondaryTeamIds.length + terms.productIds.length + renewed.length > 0) {
    await tx.saveTeamsAndProducts(
      terms,
      issued.map(({ id }) => id),
    );
  }
  await tx.audit(
    ...created.map(({ id }) => auditEntry(asked, terms, id, 'invitation.create')),
    ...renewed.map(({ id }) => auditEntry(asked, terms, id, 'invitation.renew')),
  );
  const isIssued = new Set(issued.map(({ id }) => id));
  const added = toAdd.filter(({ id }) => isIssued.has(id));
  for (const row of added) await admitAtOnce(tx, asked, row.id);
  await enqueueDeliveries(tx, asked, terms.batchId, issued, new Set(added.map(({ id }) => id)));
  return new Map([
    ...[...toCreate, ...toRenew].filter(({ id }) => isIssued.has(id)).map((row) => [row.emailKey, 'invited'] as const),
    ...added.map((row) => [row.emailKey, 'added'] as const),
  ]);
};

const termsOf = (held: Held, batch: Batch): InvitationTerms => ({
  organizationId: held.organization.id,
  batchId: batch.batchId,
  roleId: batch.roleId,
  primaryTeamId: batch.primaryTeamId,
  secondaryTeamIds: [...new Set(batch.secondaryTeamIds)].filter((id) => id !== batch.primaryTeamId),
  productIds: [...new Set(batch.productIds)],
  note: batch.note,
  inviterId: held.actor.membershipId,
  issuedAt: held.now,
  sendAfter: null,
  expiresAt: batch.expiresAt,
});

const rowsWithFate = (decided: readonly Decided[], fate: 'create' | 'add' | 'renew'): NewInvitation[] =>
  decided.flatMap(({ entry, decision }) => {
    if (decision?.fate !== fate) return [];
    const slack = entry.slack && { teamId: entry.slack.teamId, userId: entry.slack.userId };
    const { email, emailKey, firstName, lastName } = entry;
    return [{ id: decision.invitationId ?? uuidv7(), email, emailKey, firstName, lastName, slack }];
  });

const auditEntry = (asked: Asked, terms: InvitationTerms, id: string, action: string) => ({
  organizationId: terms.organizationId,
  actor: auditActor(asked.context.actor),
  action,
  target: { kind: 'invitation', id } as const,
  changed: {
    roleId: terms.roleId,
    primaryTeamId: terms.primaryTeamId,
    secondaryTeamIds: terms.secondaryTeamIds,
    productIds: terms.productIds,
    batchId: terms.batchId,
  },
  via: asked.via,
  requestId: asked.requestId,
});

const enqueueDeliveries = async (
  tx: Transaction,
  { requestId }: Asked,
  batchId: string,
  issued: readonly IssuedLink[],
  added: ReadonlySet<string>,
): Promise<void> =>
  tx.enqueue(
    ...issued
      .filter(({ id }) => !added.has(id))
      .map(({ id, generation }) =>
        job('deliver-invitation', { invitationId: id, generation, byMail: false, requestId }),
      ),
    job('announce-batch', { batchId, requestId }),
  );
