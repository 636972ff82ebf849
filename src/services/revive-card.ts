import type { Deps } from '../deps.ts';
import { type JobPayloads, job } from '../domain/job.ts';
import { finished, type JobOutcome } from './job-outcome.ts';

/**
 * An invitation that is pending again has its card again: the old one was rewritten for good, so a new one is sent. A link that
 * never went out, since it was withdrawn first, goes out now.
 */
export const reviveCard = async (
  deps: Deps,
  { invitationId, requestId }: JobPayloads['revive-card'],
): Promise<JobOutcome> => {
  const invitation = await deps.store.findInvitation(invitationId);
  if (invitation?.status !== 'PENDING') return finished;
  const { generation, deliveries } = invitation;
  const cards = await deps.store.findSentCards(invitationId);
  if (cards.some((card) => card.generation === generation)) return finished;
  if (deliveries.some(({ channel, state }) => channel === 'DM' && state === 'SENT')) {
    const entry = { invitationId, generation, channel: 'DM', state: 'QUEUED', cause: null, posted: null } as const;
    await deps.store.recordDelivery(entry);
  }
  await deps.store.enqueue(job('deliver-invitation', { invitationId, generation, byMail: false, requestId }));
  return finished;
};
