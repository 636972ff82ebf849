import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';

/** Rule 11: all other admins are told by DM that somebody holds an admin role now. Each of them once, and not who granted it. */
export const announceAdmin = async (
  deps: Deps,
  { membershipId, grantedById, requestId }: JobPayloads['announce-admin'],
): Promise<JobOutcome> => {
  const member = await deps.store.findMember(membershipId);
  if (member?.status !== 'ACTIVE' || !member.isAdmin) return finished;
  const grantor = grantedById && (await deps.store.findMember(grantedById));
  for (const admin of await deps.store.findAdminsInSlack(member.organizationId)) {
    if (admin.membershipId === membershipId || admin.membershipId === grantedById) continue;
    // Of one act; somebody may be granted an admin role again.
    const subject = `${membershipId}:${requestId}:${admin.membershipId}`;
    if (await deps.store.findPosted(member.organizationId, 'admin_granted', subject)) continue;
    const outcome = await deps.notices.adminGranted(admin.slack, member, grantor || null);
    if (outcome.kind === 'try_later') return again(outcome.cause, outcome.afterSeconds);
    if (outcome.kind === 'posted') {
      await deps.store.savePosted(member.organizationId, 'admin_granted', subject, admin.slack.teamId, outcome);
    }
  }
  return finished;
};
