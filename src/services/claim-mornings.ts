import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import { type Job, job } from '../domain/job.ts';
import { digestDay, weeklyDay } from '../domain/mornings.ts';
import { done } from '../domain/result.ts';
import type { MorningOrganization } from '../ports/mornings.ts';
import type { PostClaim } from '../ports/records.ts';

/**
 * The morning's messages: the digest in the admin channel, the look back at the week in the organization's. Each is claimed once a
 * day, by whichever process asks first, and decided then: what changes later in the morning waits for the next one.
 */
export const claimMornings = async ({ store }: Pick<Deps, 'store'>): Promise<void> => {
  const [organizations, now] = await Promise.all([store.findMorningOrganizations(), store.now()]);
  const due = organizations.flatMap((organization) => claimsOf(organization, now));
  if (due.length === 0) return;
  await store.transaction<null, never>(async (tx) => {
    const claimed = await tx.claimPosted(due);
    await tx.enqueue(...claimed.map(jobOf));
    return done(null);
  });
};

const claimsOf = (organization: MorningOrganization, now: Date): PostClaim[] => {
  const { organizationId, slackTeamId, timeZone, wantsDigest, wantsWeekly } = organization;
  const day = wantsDigest ? digestDay(now, organization) : null;
  const monday = wantsWeekly ? weeklyDay(now, timeZone) : null;
  return [
    ...(day ? [{ organizationId, kind: 'digest', subject: day, slackTeamId } as const] : []),
    ...(monday ? [{ organizationId, kind: 'weekly', subject: monday, slackTeamId } as const] : []),
  ];
};

const jobOf = ({ organizationId, kind, subject }: PostClaim): Job => {
  const requestId = uuidv7().slice(-12);
  return kind === 'weekly'
    ? job('announce-week', { organizationId, monday: subject, requestId })
    : job('announce-digest', { organizationId, day: subject, requestId });
};
