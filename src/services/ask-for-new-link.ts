import type { Deps } from '../deps.ts';
import { job } from '../domain/job.ts';
import type { InvitationRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';

const AGAIN_AFTER_MS = 12 * 3_600_000;

/** A card to the issuer; nothing is issued by itself. Once in 12 hours an invitation. */
export const askForNewLink = async (
  deps: Pick<Deps, 'store'>,
  { invitationId, requestId }: { invitationId: string; requestId: string },
): Promise<Result<{ askedAt: Date }, InvitationRefusal>> =>
  deps.store.transaction<{ askedAt: Date }, InvitationRefusal>(async (tx) => {
    const invitation = await tx.holdInvitation(invitationId);
    if (!invitation) return refused({ kind: 'invitation_unknown' });
    const now = await tx.now();
    const decidedAt = invitation.decidedAt ?? now;
    if (invitation.status === 'ACCEPTED') return refused({ kind: 'already_accepted', at: decidedAt });
    if (invitation.status === 'WITHDRAWN') return refused({ kind: 'already_withdrawn', at: decidedAt });
    if (invitation.status === 'DECLINED') return refused({ kind: 'already_declined', at: decidedAt });
    const { askedAt, generation } = invitation;
    const againAt = askedAt && new Date(askedAt.getTime() + AGAIN_AFTER_MS);
    if (askedAt && againAt && againAt > now) return refused({ kind: 'already_asked', at: askedAt, againAt });
    await tx.markAsked(invitationId);
    await tx.audit({
      organizationId: invitation.organizationId,
      actor: { kind: 'INVITEE' },
      action: 'invitation.ask',
      target: { kind: 'invitation', id: invitationId },
      changed: { generation },
      via: 'web',
      requestId,
    });
    await tx.enqueue(job('ask-new-link', { invitationId, generation, requestId }));
    return done({ askedAt: now });
  });
