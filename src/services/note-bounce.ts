import type { Deps } from '../deps.ts';
import type { Via } from '../domain/actor.ts';
import type { BounceReport } from '../domain/bounce.ts';
import { faultOfStatus } from '../domain/delivery-cause.ts';
import { job } from '../domain/job.ts';
import { done } from '../domain/result.ts';

/** `known`: it was noted before. `nothing`: there is no such mail of ours, or it is only held up. */
export type NotedBounce = 'noted' | 'known' | 'nothing';

type Origin = { readonly via: Extract<Via, 'job' | 'web'>; readonly requestId: string };

/**
 * A mail with a link came back. Its delivery says so from now on, and with it every screen; reminders stop by that. Told to the
 * inviter by the living message alone, and only where the link still counts.
 */
export const noteBounce = async (
  { store, log, metrics }: Pick<Deps, 'store' | 'log' | 'metrics'>,
  { link, action, status }: BounceReport,
  { via, requestId }: Origin,
): Promise<NotedBounce> => {
  const cause = status === null ? 'mail_refused' : faultOfStatus(status);
  const noted = await store.transaction<NotedBounce, never>(async (tx) => {
    const invitation = await tx.holdInvitation(link.invitationId);
    if (!invitation || link.generation > invitation.generation) return done('nothing');
    const issued = { id: invitation.id, generation: link.generation };
    if (action === 'delayed') {
      await tx.recordDelay(issued);
      return done('nothing');
    }
    if (!(await tx.recordBounce(issued, cause))) return done('known');
    await tx.audit({
      organizationId: invitation.organizationId,
      actor: { kind: 'SYSTEM' },
      action: 'invitation.bounce',
      target: { kind: 'invitation', id: invitation.id },
      changed: { generation: link.generation, channel: 'EMAIL', cause, status },
      via,
      requestId,
    });
    if (invitation.status === 'PENDING' && link.generation === invitation.generation) {
      await tx.enqueue(job('announce-batch', { batchId: invitation.batchId, requestId }));
    }
    return done('noted');
  });
  const outcome = noted.ok ? noted.value : 'nothing';
  if (outcome === 'noted') metrics.delivered('EMAIL', 'BOUNCED', cause);
  log.info({ outcome, action, status, invitationId: link.invitationId, requestId }, 'A mail server reported a mail.');
  return outcome;
};
