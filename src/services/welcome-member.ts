import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { type Attempt, again, finished, type JobOutcome } from './job-outcome.ts';

/** The newcomer's one message, by the way they accepted; a DM that cannot be sent goes by mail. */
export const welcomeMember = async (
  deps: Deps,
  { membershipId, way }: JobPayloads['welcome-member'],
  attempt: Attempt,
): Promise<JobOutcome> => {
  const member = await deps.store.findMember(membershipId);
  if (member?.status !== 'ACTIVE') return finished;
  const organization = await deps.store.findOrganization(member.organizationId);
  if (!organization) return finished;

  if (way === 'dm' && member.slack) {
    const outcome = await deps.notices.welcome(member.slack, member, organization);
    if (outcome.kind === 'posted') return finished;
    if (outcome.kind === 'try_later' && !attempt.isLast) return again(outcome.cause, outcome.afterSeconds);
  }
  const mailed = await deps.mails.welcome(member, organization, way === 'added');
  return mailed.kind === 'deferred' && !attempt.isLast ? again(mailed.cause) : finished;
};
