import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import type { InvitationRecord } from '../domain/invitation.ts';
import { job } from '../domain/job.ts';
import type { AccessRefusal, BindingProposal, InvitationRefusal } from '../domain/refusal.ts';
import { done, type Result } from '../domain/result.ts';
import type { Transaction } from '../ports/transaction.ts';
import { type Asked, auditActor } from './asked.ts';
import { type HeldTargets, holdByEmails } from './hold-by-emails.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

export type WithdrawTarget =
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'emails'; readonly emails: readonly string[] };

export type WithdrawRefusal =
  | InvitationRefusal
  | { readonly kind: 'role_above_own'; readonly role: string }
  | { readonly kind: 'never_invited' };

export type WithdrawRow = { readonly email: string; readonly invitationId: string | null } & (
  | {
      readonly outcome: 'withdrawn';
      /** It was to go out later: there was no link yet. */
      readonly isUnsent?: true;
    }
  | { readonly outcome: 'refused'; readonly reason: WithdrawRefusal }
);

export type WithdrawOutcome = {
  readonly rows: readonly WithdrawRow[];
  /** Takes all of it back; null where nothing was withdrawn. */
  readonly auditEventId: string | null;
};

/** Rule 5: takes a pending invitation back; its link dies in the same transaction. */
export const withdraw = async (
  deps: Deps,
  asked: Asked,
  target: WithdrawTarget,
): Promise<Result<WithdrawOutcome, AccessRefusal | BindingProposal>> =>
  writeAsAdmin(deps, asked, 'withdraw', async (tx, held) => {
    const { invitations, unknown } = await holdTargets(tx, held, target);
    const isFresh = await tx.markHandled(asked.idempotencyKey);
    const judged = invitations.map((invitation) => {
      // The same click delivered twice: what it withdrew is told as withdrawn, not as withdrawn before.
      const isDone = !isFresh && invitation.status === 'WITHDRAWN';
      return { invitation, reason: isDone ? undefined : findReason(invitation, held) };
    });
    const chosen = judged.flatMap(({ invitation, reason }) => (reason ? [] : [invitation]));
    const auditEventId = isFresh
      ? await writeWithdrawals(tx, asked, held, chosen)
      : await findWithdrawal(tx, held, chosen);
    const rows = judged.map(({ invitation, reason }): WithdrawRow => {
      const { id: invitationId, email } = invitation;
      if (reason) return { email, invitationId, outcome: 'refused', reason };
      const isUnsent = invitation.expiresAt === null;
      return { email, invitationId, outcome: 'withdrawn', ...(isUnsent && { isUnsent }) };
    });
    const strangers = unknown.map(
      (email): WithdrawRow => ({ email, invitationId: null, outcome: 'refused', reason: { kind: 'never_invited' } }),
    );
    return done({ rows: [...rows, ...strangers], auditEventId });
  });

const holdTargets = async (tx: Transaction, { organization }: Held, target: WithdrawTarget): Promise<HeldTargets> => {
  if (target.kind === 'ids') return { invitations: await tx.holdInvitations(organization.id, target.ids), unknown: [] };
  return holdByEmails(tx, organization.id, target.emails);
};

const findReason = (invitation: InvitationRecord, { actor, now }: Held): WithdrawRefusal | undefined => {
  const at = invitation.decidedAt ?? now;
  if (invitation.status === 'ACCEPTED') return { kind: 'already_accepted', at };
  if (invitation.status === 'DECLINED') return { kind: 'already_declined', at };
  if (invitation.status === 'WITHDRAWN') return { kind: 'already_withdrawn', at };
  // Acting on somebody needs their rank; an invitation stands for whom it would make.
  if (invitation.role.rank > actor.role.rank) return { kind: 'role_above_own', role: invitation.role.name };
  return undefined;
};

/**
 * In as many statements for a hundred as for one. Returns the entry that takes all of it back, if there is any. `other_address`: in
 * favour of another one, which is invited in the same transaction.
 */
export const writeWithdrawals = async (
  tx: Transaction,
  { requestId, via }: Asked,
  { organization, actor }: Held,
  invitations: readonly InvitationRecord[],
  cause: 'by_admin' | 'other_address' = 'by_admin',
): Promise<string | null> => {
  if (invitations.length === 0) return null;
  const ids = invitations.map(({ id }) => id);
  await tx.closeInvitations(ids, 'WITHDRAWN', cause, actor.membershipId);
  const entries = ids.map((id) => ({
    id: uuidv7(),
    organizationId: organization.id,
    actor: auditActor(actor),
    action: 'invitation.withdraw',
    target: { kind: 'invitation', id } as const,
    changed: { status: 'WITHDRAWN' },
    via,
    requestId,
  }));
  await tx.audit(...entries);
  const batchIds = [...new Set(invitations.map(({ batchId }) => batchId))];
  await tx.enqueue(
    ...batchIds.map((batchId) => job('announce-batch', { batchId, requestId })),
    ...ids.map((invitationId) => job('settle-card', { invitationId, requestId })),
  );
  return entries[0]?.id ?? null;
};

/** What the first delivery of the same click wrote: one of its entries takes all of it back. */
const findWithdrawal = async (
  tx: Transaction,
  { organization, actor }: Held,
  invitations: readonly InvitationRecord[],
): Promise<string | null> => {
  for (const { id } of invitations) {
    const act = await tx.findNewestAct(organization.id, id, actor.membershipId, 'invitation.withdraw');
    if (act) return act.id;
  }
  return null;
};
