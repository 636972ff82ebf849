import type { Deps } from '../deps.ts';
import type { SlackUserRef, Via } from '../domain/actor.ts';
import { invitationState } from '../domain/invitation.ts';
import { job } from '../domain/job.ts';
import type { InvitationRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';

const AGAIN_AFTER_MS = 12 * 3_600_000;

export type AskForNewLinkInput = {
  readonly invitationId: string;
  /** Who holds any link of it may ask, and the Slack user of the card that ran out. */
  readonly proof: { readonly kind: 'link' } | { readonly kind: 'slack'; readonly user: SlackUserRef };
  readonly via: Via;
  readonly requestId: string;
};

/** A card to the issuer; nothing is issued by itself. Once in 12 hours an invitation. */
export const askForNewLink = async (
  deps: Pick<Deps, 'store'>,
  { invitationId, proof, via, requestId }: AskForNewLinkInput,
): Promise<Result<{ askedAt: Date }, InvitationRefusal>> =>
  deps.store.transaction<{ askedAt: Date }, InvitationRefusal>(async (tx) => {
    const invitation = await tx.holdInvitation(invitationId);
    if (!invitation) return refused({ kind: 'invitation_unknown' });
    const isSlack = proof.kind === 'slack';
    if (isSlack && !isSameUser(invitation.slack, proof.user)) return refused({ kind: 'not_the_invitee' });
    const now = await tx.now();
    const decidedAt = invitation.decidedAt ?? now;
    if (invitation.status === 'ACCEPTED') return refused({ kind: 'already_accepted', at: decidedAt });
    if (invitation.status === 'WITHDRAWN') return refused({ kind: 'already_withdrawn', at: decidedAt });
    if (invitation.status === 'DECLINED') return refused({ kind: 'already_declined', at: decidedAt });
    const { askedAt, generation, issuedAt } = invitation;
    // Only a card that ran out asks: where the invitation waits again, a newer one went out since.
    if (isSlack && invitationState(invitation, now) !== 'expired') {
      return refused({ kind: 'link_superseded', newerAt: issuedAt });
    }
    const againAt = askedAt && new Date(askedAt.getTime() + AGAIN_AFTER_MS);
    if (askedAt && againAt && againAt > now) return refused({ kind: 'already_asked', at: askedAt, againAt });
    await tx.markAsked(invitationId);
    await tx.audit({
      organizationId: invitation.organizationId,
      actor: { kind: 'INVITEE' },
      action: 'invitation.ask',
      target: { kind: 'invitation', id: invitationId },
      changed: { generation },
      via,
      requestId,
    });
    await tx.enqueue(job('ask-new-link', { invitationId, generation, requestId }));
    return done({ askedAt: now });
  });

const isSameUser = (one: SlackUserRef | null, { teamId, userId }: SlackUserRef): boolean =>
  one?.teamId === teamId && one.userId === userId;
