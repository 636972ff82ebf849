import type { Deps } from '../deps.ts';
import { invitationState, isStopped } from '../domain/invitation.ts';
import type { JobPayloads } from '../domain/job.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';

/**
 * Rewrites the DM cards of an invitation that is decided, or whose link ran out or was replaced, and its reminders there, so that no
 * dead button stays. Those of the current link are left alone while it waits; once it ran out, the first of them offers to ask for a new one.
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
  const current = messages.filter(({ generation }) => generation === invitation.generation);
  const state = invitationState(invitation, await store.now());
  for (const message of messages) {
    if ((state === 'waiting' || state === 'scheduled') && current.includes(message)) continue;
    const asks = state === 'expired' && message === current[0];
    const outcome = await notices.settledCard(organization.slackTeamId, message, invitation, organization, asks);
    if (outcome.kind === 'try_later') return again(outcome.cause, outcome.afterSeconds);
    // It has a button still: to ask for a new link, or to take back that nobody may write to them.
    if (!asks && !isStopped(invitation)) await message.forget();
  }
  return finished;
};
