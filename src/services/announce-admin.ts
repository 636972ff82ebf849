import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';

/** Rule 11: all other admins are told by DM that somebody holds an admin role now. Each of them once. */
export const announceAdmin = async (
  deps: Deps,
  { membershipId }: JobPayloads['announce-admin'],
): Promise<JobOutcome> => {
  const member = await deps.store.findMember(membershipId);
  if (member?.status !== 'ACTIVE' || !member.isAdmin) return finished;
  for (const admin of await deps.store.findAdminsInSlack(member.organizationId)) {
    if (admin.membershipId === membershipId) continue;
    const subject = `${membershipId}:${member.joinedAt.getTime()}:${admin.membershipId}`;
    if (await deps.store.findPosted(member.organizationId, 'admin_granted', subject)) continue;
    const outcome = await deps.notices.adminGranted(admin.slack, member);
    if (outcome.kind === 'try_later') return again(outcome.cause, outcome.afterSeconds);
    if (outcome.kind === 'posted') {
      await deps.store.savePosted(member.organizationId, 'admin_granted', subject, admin.slack.teamId, outcome);
    }
  }
  return finished;
};
