import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { weekBefore, weeklyDay } from '../domain/mornings.ts';
import { totalOf } from '../domain/week-news.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';
import { noteChannelPost } from './note-channel-post.ts';

/** One line on Monday morning in the organization's channel: how many joined and left, by team. Nothing where nothing happened. */
export const announceWeek = async (
  deps: Deps,
  { organizationId, monday }: JobPayloads['announce-week'],
): Promise<JobOutcome> => {
  const { store, notices } = deps;
  const organization = await store.findOrganization(organizationId);
  const channelId = organization?.organizationChannelId;
  if (!organization || !channelId || organization.organizationPosts !== 'WEEKLY') return finished;
  // Slack was out of reach until it was too late.
  if (weeklyDay(await store.now(), organization.timeZone) !== monday) return finished;
  if (await store.findPosted(organizationId, 'weekly', monday)) return finished;
  const { since, until } = weekBefore(monday, organization.timeZone);
  const news = await store.findWeekNews(organizationId, since, until);
  if (totalOf(news.joined) + totalOf(news.left) === 0) return finished;

  const outcome = await notices.weekly(channelId, news, organization);
  const place = { channelId, teamName: null, post: 'weekly' } as const;
  const later = await noteChannelPost(deps, organization, place, outcome, (stands) =>
    store.savePosted(organizationId, 'weekly', monday, organization.slackTeamId, stands),
  );
  return later ? again(later.cause, later.afterSeconds) : finished;
};
