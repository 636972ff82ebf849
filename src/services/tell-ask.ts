import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';

/** The card "… asks for a new link": to the issuer, or to another admin when the issuer may not act any more. */
export const tellAsk = async (
  deps: Deps,
  { invitationId, generation }: JobPayloads['ask-new-link'],
): Promise<JobOutcome> => {
  const invitation = await deps.store.findInvitation(invitationId);
  if (invitation?.status !== 'PENDING' || invitation.generation !== generation) return finished;
  const { issuer } = invitation;
  const isReachable = issuer?.isActive && issuer.isAdmin && issuer.slack;
  const to = isReachable ? issuer.slack : (await deps.store.findAdminsInSlack(invitation.organizationId))[0]?.slack;
  if (!to) return finished;
  const outcome = await deps.notices.askedForNewLink(to, invitation);
  return outcome.kind === 'try_later' ? again(outcome.cause, outcome.afterSeconds) : finished;
};
