import type { InvitationRecord } from '../domain/invitation.ts';
import { type Job, job } from '../domain/job.ts';
import type { Organization } from '../domain/organization.ts';
import { workingDay } from './working-day.ts';

/** All that follows when somebody joins: the living message, the team's channel, the newcomer's message, the other admins. */
export const admissionJobs = (input: {
  readonly invitation: InvitationRecord;
  readonly organization: Organization;
  readonly membershipId: string;
  readonly way: 'dm' | 'mail' | 'added';
  readonly now: Date;
  readonly requestId: string;
}): Job[] => {
  const { invitation, organization, membershipId, way, now, requestId } = input;
  const jobs: Job[] = [
    job('welcome-member', { membershipId, way, requestId }),
    job('announce-batch', { batchId: invitation.batchId, requestId }),
  ];
  if (invitation.primaryTeam) {
    const day = workingDay(now, organization.timeZone);
    jobs.push(
      job('announce-join', { organizationId: organization.id, teamId: invitation.primaryTeam.id, day, requestId }),
    );
  }
  if (invitation.role.isAdmin) jobs.push(job('announce-admin', { membershipId, grantedById: null, requestId }));
  if (invitation.deliveries.some((delivery) => delivery.channel === 'DM')) {
    jobs.push(job('settle-card', { invitationId: invitation.id, requestId }));
  }
  return jobs;
};
