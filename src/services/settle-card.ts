import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';

/**
 * Rewrites the DM cards of an invitation that is decided, or whose link was replaced, so that no dead button stays. The card of
 * the current link is left alone while it waits.
 */
export const settleCard = async (deps: Deps, { invitationId }: JobPayloads['settle-card']): Promise<JobOutcome> => {
  const invitation = await deps.store.findInvitation(invitationId);
  const organization = invitation && (await deps.store.findOrganization(invitation.organizationId));
  if (!invitation || !organization) return finished;
  const cards = await deps.store.findSentCards(invitationId);
  const settled = cards.filter(
    ({ generation }) => invitation.status !== 'PENDING' || generation !== invitation.generation,
  );
  for (const card of settled) {
    const outcome = await deps.notices.settledCard(organization.slackTeamId, card, invitation, organization);
    if (outcome.kind === 'try_later') return again(outcome.cause, outcome.afterSeconds);
    await deps.store.forgetCard(invitationId, card.generation);
  }
  return finished;
};
