import type { Deps } from '../deps.ts';
import { invitationState } from '../domain/invitation.ts';
import type { JobPayloads } from '../domain/job.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';

/** Brings the card that stands in somebody's DM to the terms of now; one whose invitation is over is settled by its own job. */
export const rewriteCard = async (deps: Deps, { invitationId }: JobPayloads['rewrite-card']): Promise<JobOutcome> => {
  const invitation = await deps.store.findInvitation(invitationId);
  const organization = invitation && (await deps.store.findOrganization(invitation.organizationId));
  if (!invitation || !organization) return finished;
  if (invitationState(invitation, await deps.store.now()) !== 'waiting') return finished;
  const cards = await deps.store.findSentCards(invitationId);
  for (const card of cards.filter(({ generation }) => generation === invitation.generation)) {
    const outcome = await deps.notices.rewrittenCard(organization.slackTeamId, card, invitation, organization);
    if (outcome.kind === 'try_later') return again(outcome.cause, outcome.afterSeconds);
  }
  return finished;
};
