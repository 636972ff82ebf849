import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';

/** All other admins are told that somebody exported the list of people. Each of them once. */
export const announceExport = async (
  { store, notices }: Deps,
  { organizationId, membershipId, exportId }: JobPayloads['announce-export'],
): Promise<JobOutcome> => {
  const [organization, by, at] = await Promise.all([
    store.findOrganization(organizationId),
    store.findMember(membershipId),
    store.findExportedAt(organizationId, exportId),
  ]);
  if (!organization || !by || !at) return finished;
  for (const admin of await store.findAdminsInSlack(organizationId)) {
    if (admin.membershipId === membershipId) continue;
    const subject = `${exportId}:${admin.membershipId}`;
    if (await store.findPosted(organizationId, 'export_told', subject)) continue;
    const outcome = await notices.exportTold(admin.slack, by, at, organization);
    if (outcome.kind === 'try_later') return again(outcome.cause, outcome.afterSeconds);
    if (outcome.kind === 'posted') {
      await store.savePosted(organizationId, 'export_told', subject, admin.slack.teamId, outcome);
    }
  }
  return finished;
};
