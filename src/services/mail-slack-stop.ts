import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { type Attempt, again, finished, type JobOutcome } from './job-outcome.ts';

/** Tells one admin by mail that Slack takes nothing from Usher, as long as that is so. */
export const mailSlackStop = async (
  { store, mails }: Pick<Deps, 'store' | 'mails'>,
  { organizationId, membershipId }: JobPayloads['mail-slack-stop'],
  attempt: Attempt,
): Promise<JobOutcome> => {
  const organization = await store.findOrganization(organizationId);
  const stop = organization && (await store.findSlackStop(organization.slackTeamId));
  const member = stop && (await store.findMember(membershipId));
  if (!organization || !stop || member?.status !== 'ACTIVE') return finished;
  const mailed = await mails.slackStopped(member, stop, organization);
  return mailed.kind === 'deferred' && !attempt.isLast ? again(mailed.cause) : finished;
};
