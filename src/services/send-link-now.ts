import type { Deps } from '../deps.ts';
import { checkLink } from '../domain/decide-acceptance.ts';
import { type InvitationRecord, linkEnd } from '../domain/invitation.ts';
import { job } from '../domain/job.ts';
import { refusalOfNoMail } from '../domain/mail-state.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import { type Asked, auditActor } from './asked.ts';
import type { ReinviteRefusal } from './reinvite.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

export type SendLinkRefusal =
  | { readonly kind: 'invitation_unknown' }
  | { readonly kind: 'not_sendable'; readonly email: string; readonly reason: ReinviteRefusal };

type Input = { readonly id: string; readonly generation: number; readonly byMail: boolean };

/**
 * Sends the current link at once, without making a new one: what waits for its hour or for its next try goes out now, and what
 * went by Slack alone goes by mail too. The job has the key of the one that waits, so that it is hurried and not doubled.
 */
export const sendLinkNow = async (
  deps: Deps,
  asked: Asked,
  { id, generation, byMail }: Input,
): Promise<Result<{ readonly email: string }, SendLinkRefusal | AccessRefusal | BindingProposal>> =>
  writeAsAdmin<{ readonly email: string }, SendLinkRefusal>(deps, asked, 'reinvite', async (tx, held) => {
    const [invitation] = await tx.holdInvitations(held.organization.id, [id]);
    if (!invitation) return refused({ kind: 'invitation_unknown' });
    const { email } = invitation;
    const lack = byMail ? refusalOfNoMail(deps.mails.state) : undefined;
    const reason = findReason(invitation, generation, held) ?? lack;
    if (reason) return refused({ kind: 'not_sendable', email, reason });
    if (!(await tx.markHandled(asked.idempotencyKey))) return done({ email });
    await tx.releaseInvitation(id, linkEnd(held.now, held.organization.invitationLifetimeHours));
    const { requestId, via } = asked;
    await tx.audit({
      organizationId: held.organization.id,
      actor: auditActor(held.actor),
      action: 'invitation.send_now',
      target: { kind: 'invitation', id },
      changed: { generation, byMail },
      via,
      requestId,
    });
    await tx.enqueue(job('deliver-invitation', { invitationId: id, generation, byMail, requestId }));
    return done({ email });
  });

const findReason = (
  invitation: InvitationRecord,
  generation: number,
  { actor, now }: Held,
): ReinviteRefusal | undefined => {
  const { role, membership, stoppedAt } = invitation;
  if (membership?.status === 'ACTIVE') return { kind: 'already_member', since: membership.joinedAt };
  const standing = checkLink(invitation, generation, now);
  if (standing) return standing;
  if (stoppedAt) return { kind: 'stopped', at: stoppedAt };
  if (role.rank > actor.role.rank) return { kind: 'role_above_own', role: role.name };
  return undefined;
};
