import type { Deps } from '../deps.ts';
import type { SlackUserRef, Via } from '../domain/actor.ts';
import { checkLink } from '../domain/decide-acceptance.ts';
import { isCopied } from '../domain/invitation.ts';
import { job } from '../domain/job.ts';
import type { Organization } from '../domain/organization.ts';
import type { InvitationRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';

export type DeclineInvitationInput = {
  readonly invitationId: string;
  readonly proof:
    | { readonly kind: 'link'; readonly generation: number }
    | { readonly kind: 'slack'; readonly user: SlackUserRef };
  /** "Don't write to me again": outlives this invitation, and holds for every organization here. */
  readonly stop: boolean;
  readonly via: Via;
  readonly requestId: string;
};

/**
 * The invitee's own "no, thanks". It may come after the link ran out or was replaced: a no is a no. Only what somebody has
 * decided already stays as it was.
 */
export const declineInvitation = async (
  deps: Pick<Deps, 'store'>,
  { invitationId, proof, stop, via, requestId }: DeclineInvitationInput,
): Promise<Result<{ organization: Organization }, InvitationRefusal>> =>
  deps.store.transaction(async (tx) => {
    const invitation = await tx.holdInvitation(invitationId);
    const organization = invitation && (await tx.findOrganization(invitation.organizationId));
    if (!invitation || !organization) return refused({ kind: 'invitation_unknown' });
    if (proof.kind === 'slack' && !isInvitee(invitation.slack, proof.user)) return refused({ kind: 'not_the_invitee' });
    // A wish about an address, for every organization: whoever was handed a copied link cannot speak for it.
    if (stop && proof.kind === 'link' && isCopied(invitation)) {
      return refused({ kind: 'mailed_link_needed', why: 'copied_link' });
    }
    const isNew = stop && (await tx.stopAddress(invitation.emailKey));
    const entry = {
      organizationId: invitation.organizationId,
      actor: { kind: 'INVITEE' },
      target: { kind: 'invitation', id: invitationId },
      via,
      requestId,
    } as const;
    if (invitation.status === 'PENDING') {
      await tx.closeInvitations([invitationId], 'DECLINED', stop ? 'stopped' : 'by_invitee', null);
      await tx.audit({
        ...entry,
        action: stop ? 'invitation.stop' : 'invitation.decline',
        changed: { status: 'DECLINED' },
      });
      await tx.enqueue(
        job('announce-batch', { batchId: invitation.batchId, requestId }),
        job('settle-card', { invitationId, requestId }),
      );
      return done({ organization });
    }
    // The wish not to be written to stands, whatever became of the invitation.
    if (isNew) await tx.audit({ ...entry, action: 'invitation.stop', changed: {} });
    if (stop) return done({ organization });
    return refused(checkLink(invitation, null, invitation.issuedAt) ?? { kind: 'invitation_unknown' });
  });

const isInvitee = (expected: SlackUserRef | null, user: SlackUserRef): boolean =>
  expected?.teamId === user.teamId && expected.userId === user.userId;
