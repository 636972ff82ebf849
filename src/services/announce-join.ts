import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import type { Organization, Team } from '../domain/organization.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';
import { adminsAfter, tellFirst } from './tell-first.ts';
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
      return tellProblem(deps, organization, { ...team, slackChannelId: team.slackChannelId }, outcome);
  }
};

const tellProblem = async (
  deps: Deps,
  organization: Organization,
  team: Team & { slackChannelId: string },
  outcome: { kind: string; cause?: string },
): Promise<JobOutcome> => {
  const channelId = team.slackChannelId;
  if (await deps.store.findPosted(organization.id, 'channel_problem', channelId)) return finished;
  const admins = adminsAfter(null, await deps.store.findAdminsInSlack(organization.id));
  const problem = { channelId, teamName: team.name, cause: outcome.cause ?? outcome.kind };
  const told = await tellFirst(admins, (to) => deps.notices.channelProblem(to, problem));
  if (told.kind === 'try_later') return again(told.cause, told.afterSeconds);
  if (told.kind === 'posted') {
    await deps.store.savePosted(organization.id, 'channel_problem', channelId, organization.slackTeamId, told);
  }
  return finished;
};
