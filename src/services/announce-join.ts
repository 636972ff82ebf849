import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';
import { tellChannelProblem } from './tell-channel-problem.ts';
import { workingDaySpan } from './working-day.ts';

/**
 * One post a working day in the channel of the primary team, edited by later joins. A channel that is gone, or that the bot is
 * not in, costs nothing else: an admin is told once, with the fix.
 */
export const announceJoin = async (
  deps: Deps,
  { organizationId, teamId, day }: JobPayloads['announce-join'],
): Promise<JobOutcome> => {
  const organization = await deps.store.findOrganization(organizationId);
  const options = await deps.store.findFormOptions(organizationId);
  const team = options.teams.find(({ id }) => id === teamId);
  if (!organization || !team?.slackChannelId) return finished;

  const { since, until } = workingDaySpan(day, organization.timeZone);
  const joiners = await deps.store.findJoins(organizationId, teamId, since, until);
  if (joiners.length === 0) return finished;
  const subject = `${teamId}:${day}`;
  const posted = await deps.store.findPosted(organizationId, 'joins', subject);
  const summary = { teamName: team.name, organizationName: organization.name, joiners };
  const { slackTeamId } = organization;
  const post = (earlier: typeof posted) => deps.notices.joins(slackTeamId, team.slackChannelId ?? '', summary, earlier);
  // The team may have been given another channel since.
  const edited = await post(posted?.channelId === team.slackChannelId ? posted : null);
  const outcome = edited.kind === 'message_gone' ? await post(null) : edited;
  switch (outcome.kind) {
    case 'posted':
      await deps.store.savePosted(organizationId, 'joins', subject, slackTeamId, outcome);
      await deps.store.releasePosted(organizationId, 'channel_problem', team.slackChannelId);
      return finished;
    case 'try_later':
      return again(outcome.cause, outcome.afterSeconds);
    case 'unreachable':
    case 'message_gone':
      return tellProblem(deps, organization, {
        channelId: team.slackChannelId,
        teamName: team.name,
        cause: outcome.kind === 'unreachable' ? outcome.cause : outcome.kind,
      });
  }
};

const tellProblem = async (...args: Parameters<typeof tellChannelProblem>): Promise<JobOutcome> => {
  const told = await tellChannelProblem(...args);
  return told?.kind === 'try_later' ? again(told.cause, told.afterSeconds) : finished;
};
