import { type Job, job } from '../domain/job.ts';
import type { MemberRecord } from '../domain/member-record.ts';
import type { Asked } from './asked.ts';
import { workingDay } from './working-day.ts';
import type { Held } from './write-as-admin.ts';

/** What the channel of somebody's primary team may want to hear of an act on them, told once it can no longer be undone. */
export const teamNewsJobs = (
  { requestId }: Pick<Asked, 'requestId'>,
  { organization, now }: Held,
  { primaryTeamId: teamId }: MemberRecord,
): Job[] => {
  if (!teamId) return [];
  const day = workingDay(now, organization.timeZone);
  return [job('announce-team', { organizationId: organization.id, teamId, day, requestId })];
};
