import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';
import { adminsAfter, tellFirst } from './tell-first.ts';

/** The card "… asks for a new link": to the issuer, or to another admin when the issuer may not act or cannot be reached. */
export const tellAsk = async (
  deps: Deps,
  { invitationId, generation }: JobPayloads['ask-new-link'],
): Promise<JobOutcome> => {
  const invitation = await deps.store.findInvitation(invitationId);
  if (invitation?.status !== 'PENDING' || invitation.generation !== generation) return finished;
  const { issuer } = invitation;
  const first = issuer?.isActive && issuer.isAdmin ? issuer.slack : null;
  const people = adminsAfter(first, await deps.store.findAdminsInSlack(invitation.organizationId));
  const outcome = await tellFirst(people, (to) => deps.notices.askedForNewLink(to, invitation));
  return outcome.kind === 'try_later' ? again(outcome.cause, outcome.afterSeconds) : finished;
};
