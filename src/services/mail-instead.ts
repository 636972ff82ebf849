import type { Deps } from '../deps.ts';
import type { SlackUserRef } from '../domain/actor.ts';
import { checkLink } from '../domain/decide-acceptance.ts';
import { job } from '../domain/job.ts';
import { refusalOfNoMail } from '../domain/mail-state.ts';
import type { InvitationRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';

/** "Email me the link instead": the same link, by mail, to the address of the invitation and to no other. */
export const mailInstead = async (
  deps: Pick<Deps, 'store' | 'mails'>,
  { invitationId, user, requestId }: { invitationId: string; user: SlackUserRef; requestId: string },
): Promise<Result<{ email: string }, InvitationRefusal>> =>
  deps.store.transaction(async (tx) => {
    const invitation = await tx.holdInvitation(invitationId);
    if (!invitation) return refused({ kind: 'invitation_unknown' });
    const { slack } = invitation;
    if (slack?.teamId !== user.teamId || slack.userId !== user.userId) return refused({ kind: 'not_the_invitee' });
    const standing = checkLink(invitation, null, await tx.now());
    if (standing) return refused(standing);
    const lack = refusalOfNoMail(deps.mails.state);
    if (lack) return refused(lack);
    if (!invitation.deliveries.some(({ channel, state }) => channel === 'EMAIL' && state === 'SENT')) {
      const { generation } = invitation;
      await tx.enqueue(job('deliver-invitation', { invitationId, generation, byMail: true, requestId }));
    }
    return done({ email: invitation.email });
  });
