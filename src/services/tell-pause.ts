import type { Deps } from '../deps.ts';
import type { SlackUserRef } from '../domain/actor.ts';
import type { JobPayloads } from '../domain/job.ts';
import type { NoticeOutcome, PostedRef } from '../ports/posts.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';

/**
 * Rule 11: brings the cards up to date by which all other admins are asked whether one goes on. Posted when it was asked,
 * rewritten when one of them has decided; then whoever asked is told.
 */
export const tellPause = async (
  deps: Deps,
  { organizationId, pauseId }: JobPayloads['tell-pause'],
): Promise<JobOutcome> => {
  const { store, notices } = deps;
  const [pause, organization] = await Promise.all([
    store.findPause(organizationId, pauseId),
    store.findOrganization(organizationId),
  ]);
  if (!pause || !organization) return finished;
  const tell = async (
    subject: string,
    to: SlackUserRef,
    isOnce: boolean,
    say: (posted: PostedRef | null) => Promise<NoticeOutcome>,
  ): Promise<JobOutcome | null> => {
    const posted = await store.findPosted(organizationId, 'pause', subject);
    if (posted && isOnce) return null;
    const outcome = await say(posted);
    if (outcome.kind === 'try_later') return again(outcome.cause, outcome.afterSeconds);
    if (outcome.kind === 'posted') await store.savePosted(organizationId, 'pause', subject, to.teamId, outcome);
    return null;
  };
  for (const admin of await store.findAdminsInSlack(organizationId)) {
    if (admin.membershipId === pause.asker.membershipId) continue;
    const subject = `${pauseId}:${admin.membershipId}`;
    // Whoever became an admin after it was decided is not bothered with it.
    if (pause.decision && !(await store.findPosted(organizationId, 'pause', subject))) continue;
    const trouble = await tell(subject, admin.slack, false, (posted) =>
      notices.pauseCard(admin.slack, pause, organization, posted),
    );
    if (trouble) return trouble;
  }
  const { slack } = pause.asker;
  if (!pause.decision || !slack) return finished;
  return (
    (await tell(`${pauseId}:asker`, slack, true, () => notices.pauseDecided(slack, pause, organization))) ?? finished
  );
};
