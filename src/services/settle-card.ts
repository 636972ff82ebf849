import type { Deps } from '../deps.ts';
import { isStopped } from '../domain/invitation.ts';
import type { JobPayloads } from '../domain/job.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';

/**
 * Rewrites the DM cards of an invitation that is decided, or whose link was replaced, and its reminders there, so that no dead
 * button stays. Those of the current link are left alone while it waits.
 */
export const settleCard = async (deps: Deps, { invitationId }: JobPayloads['settle-card']): Promise<JobOutcome> => {
  const { store, notices } = deps;
  const invitation = await store.findInvitation(invitationId);
  const organization = invitation && (await store.findOrganization(invitation.organizationId));
  if (!invitation || !organization) return finished;
  const cards = await store.findSentCards(invitationId);
  const reminders = await store.findReminderMessages(invitationId);
  const messages = [
    ...cards.map((card) => ({ ...card, forget: () => store.forgetCard(invitationId, card.generation) })),
    ...reminders.map((reminder) => ({ ...reminder, forget: () => store.forgetReminderMessage(reminder) })),
  ];
  for (const message of messages) {
    if (invitation.status === 'PENDING' && message.generation === invitation.generation) continue;
    const outcome = await notices.settledCard(organization.slackTeamId, message, invitation, organization);
    if (outcome.kind === 'try_later') return again(outcome.cause, outcome.afterSeconds);
    // It has a button still: to take back that nobody may write to them.
    if (!isStopped(invitation)) await message.forget();
  }
  return finished;
};
