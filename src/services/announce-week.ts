import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { weekBefore, weeklyDay } from '../domain/mornings.ts';
import { totalOf } from '../domain/week-news.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';
import { tellChannelProblem } from './tell-channel-problem.ts';

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
  switch (outcome.kind) {
    case 'posted':
      await store.savePosted(organizationId, 'weekly', monday, organization.slackTeamId, outcome);
      await store.releasePosted(organizationId, 'channel_problem', channelId);
      return finished;
    case 'try_later':
      return again(outcome.cause, outcome.afterSeconds);
    case 'unreachable':
    case 'message_gone': {
      const cause = outcome.kind === 'unreachable' ? outcome.cause : outcome.kind;
      const told = await tellChannelProblem(deps, organization, { channelId, teamName: null, post: 'weekly', cause });
      return told?.kind === 'try_later' ? again(told.cause, told.afterSeconds) : finished;
    }
  }
};
