import type { Deps } from '../deps.ts';
import { asGranter } from '../domain/actor.ts';
import { type InvitationRecord, isSuperseded, linkEnd } from '../domain/invitation.ts';
import { job } from '../domain/job.ts';
import type { AccessRefusal, BindingProposal, InvitationRefusal } from '../domain/refusal.ts';
import { done, type Result } from '../domain/result.ts';
import { canGrant } from '../domain/role.ts';
import type { Transaction } from '../ports/transaction.ts';
import { type Asked, auditActor } from './asked.ts';
import { type HeldTargets, holdByEmails } from './hold-by-emails.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

/**
 * Whom to reinvite. A button names the link that its screen showed: two admins on one button issue one new link, and the second
 * reads that there is a newer one.
 */
export type ReinviteTarget =
  | { readonly kind: 'links'; readonly links: readonly { readonly id: string; readonly generation: number }[] }
  | { readonly kind: 'emails'; readonly emails: readonly string[] };

export type ReinviteRefusal =
  | InvitationRefusal
  | { readonly kind: 'role_above_own'; readonly role: string }
  | { readonly kind: 'role_retired'; readonly role: string }
  | { readonly kind: 'already_member'; readonly since: Date }
  | { readonly kind: 'stopped'; readonly at: Date }
  | { readonly kind: 'never_invited' };

export type ReinviteRow = { readonly email: string; readonly invitationId: string | null } & (
  | {
      readonly outcome: 'reinvited';
      /** It was to go out later: there is no older link. */
      readonly isFirst?: true;
    }
  | { readonly outcome: 'refused'; readonly reason: ReinviteRefusal }
);

export type ReinviteOutcome = { readonly rows: readonly ReinviteRow[]; readonly expiresAt: Date };

const DAY = 86_400_000;

/** Rule 5: a new link for the same invitation, with a full life; the old link dies in the same transaction. */
export const reinvite = async (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  target: ReinviteTarget,
): Promise<Result<ReinviteOutcome, AccessRefusal | BindingProposal>> =>
  writeAsAdmin(deps, asked, 'reinvite', async (tx, held) => {
    const expiresAt = linkEnd(held.now, held.organization.invitationLifetimeHours);
    const { invitations, unknown } = await holdTargets(tx, held, target);
    const isFresh = await tx.markHandled(asked.idempotencyKey);
    const reissues = await tx.countReissues(invitations.map(({ id }) => id));
    const rows = invitations.map((invitation): ReinviteRow => {
      const { id: invitationId, email } = invitation;
      // The same click delivered twice: the link that it issued is no reason against it.
      const reason =
        findReason(invitation, held) ??
        (isFresh ? findHindrance(invitation, held, target, reissues.get(invitationId)) : undefined);
      return reason
        ? { email, invitationId, outcome: 'refused', reason }
        : { email, invitationId, outcome: 'reinvited', ...(invitation.expiresAt === null && { isFirst: true }) };
    });
    if (isFresh) await writeReissues(tx, asked, held, invitations, rows, expiresAt);
    return done({ rows: [...rows, ...unknown.map(neverInvited)], expiresAt });
  });

const neverInvited = (email: string): ReinviteRow => ({
  email,
  invitationId: null,
  outcome: 'refused',
  reason: { kind: 'never_invited' },
});

const holdTargets = async (tx: Transaction, { organization }: Held, target: ReinviteTarget): Promise<HeldTargets> => {
  if (target.kind === 'emails') return holdByEmails(tx, organization.id, target.emails);
  const ids = target.links.map(({ id }) => id);
  return { invitations: await tx.holdInvitations(organization.id, ids), unknown: [] };
};

/** What stands against a new link, whoever asked for it and how often. */
export const findReason = (invitation: InvitationRecord, { actor, now }: Held): ReinviteRefusal | undefined => {
  const { role } = invitation;
  if (invitation.membership?.status === 'ACTIVE') {
    return { kind: 'already_member', since: invitation.membership.joinedAt };
  }
  const decidedAt = invitation.decidedAt ?? now;
  if (invitation.status === 'ACCEPTED') return { kind: 'already_accepted', at: decidedAt };
  if (invitation.status === 'DECLINED') return { kind: 'already_declined', at: decidedAt };
  if (invitation.status === 'WITHDRAWN') return { kind: 'already_withdrawn', at: decidedAt };
  if (invitation.stoppedAt) return { kind: 'stopped', at: invitation.stoppedAt };
  if (role.isRetired) return { kind: 'role_retired', role: role.name };
  if (!canGrant(asGranter(actor), role)) return { kind: 'role_above_own', role: role.name };
  return undefined;
};

/** What stands against this very click: it was made on an older screen, or the day's links are used up. */
export const findHindrance = (
  invitation: InvitationRecord,
  { organization }: Held,
  target: ReinviteTarget,
  reissued: { count: number; oldestAt: Date } | undefined,
): ReinviteRefusal | undefined => {
  const shown = target.kind === 'links' ? target.links.find(({ id }) => id === invitation.id) : undefined;
  if (shown && isSuperseded(shown.generation, invitation)) {
    return { kind: 'link_superseded', newerAt: invitation.issuedAt };
  }
  if (reissued && reissued.count >= organization.reinviteCap) {
    return { kind: 'reinvited_too_often', nextAt: new Date(reissued.oldestAt.getTime() + DAY) };
  }
  return undefined;
};

const writeReissues = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  invitations: readonly InvitationRecord[],
  rows: readonly ReinviteRow[],
  expiresAt: Date,
): Promise<void> => {
  const wanted = new Set(rows.filter(({ outcome }) => outcome === 'reinvited').map(({ invitationId }) => invitationId));
  const chosen = invitations.filter(({ id }) => wanted.has(id));
  if (chosen.length === 0) return;
  const { requestId, via } = asked;
  const issued = await tx.reissueInvitations(
    chosen.map(({ id }) => id),
    held.actor.membershipId,
    expiresAt,
  );
  await tx.audit(
    ...issued.map(({ id, generation }) => ({
      organizationId: held.organization.id,
      actor: auditActor(held.actor),
      action: 'invitation.reinvite',
      target: { kind: 'invitation', id } as const,
      changed: { generation },
      via,
      requestId,
    })),
  );
  await tx.enqueue(
    ...issued.map(({ id, generation }) =>
      job('deliver-invitation', { invitationId: id, generation, byMail: false, requestId }),
    ),
    ...issued.map(({ id }) => job('settle-card', { invitationId: id, requestId })),
    ...[...new Set(chosen.map(({ batchId }) => batchId))].map((batchId) =>
      job('announce-batch', { batchId, requestId }),
    ),
  );
};
