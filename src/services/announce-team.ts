import type { Deps } from '../deps.ts';
import type { TeamNews } from '../domain/announcement.ts';
import type { JobPayloads } from '../domain/job.ts';
import type { Organization } from '../domain/organization.ts';
import type { TeamNewsKind } from '../domain/team.ts';
import { undoMinutes } from '../domain/undo.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';
import { noteChannelPost } from './note-channel-post.ts';
import { workingDaySpan } from './working-day.ts';

type Payload = JobPayloads['announce-join'];
type Days = { readonly since: Date; readonly until: Date };

/**
 * One post a working day in the channel of the primary team, edited by later news: who joined, and, where the team asked, whose
 * role changed and who left. A channel that is gone, or that the bot is not in, costs nothing else: an admin is told once, with the fix.
 */
export const announceTeam = async (deps: Deps, { organizationId, teamId, day }: Payload): Promise<JobOutcome> => {
  const [organization, team] = await Promise.all([
    deps.store.findOrganization(organizationId),
    deps.store.findTeamChannel(organizationId, teamId),
  ]);
  const channelId = team?.slackChannelId;
  if (!organization || !team || !channelId) return finished;

  const days = workingDaySpan(day, organization.timeZone);
  const news = await readNews(deps, { organizationId, teamId, organization, days, ...team });
  const subject = `${teamId}:${day}`;
  const posted = await deps.store.findPosted(organizationId, 'joins', subject);
  // What stands there and was taken back is rewritten; for nothing no post is made.
  if (!posted && isEmpty(news)) return finished;
  const { slackTeamId } = organization;
  const post = (earlier: typeof posted) => deps.notices.teamNews(slackTeamId, channelId, news, earlier);
  // The team may have been given another channel since.
  const edited = await post(posted?.channelId === channelId ? posted : null);
  const outcome = edited.kind === 'message_gone' ? await post(null) : edited;
  const place = { channelId, teamName: team.name };
  const later = await noteChannelPost(deps, organization, place, outcome, (stands) =>
    deps.store.savePosted(organizationId, 'joins', subject, slackTeamId, stands),
  );
  return later ? again(later.cause, later.afterSeconds) : finished;
};

/** The same for what could be undone until now: a team that asked for none of it hears nothing, and its post is left alone. */
export const announceSettled = async (deps: Deps, payload: Payload): Promise<JobOutcome> => {
  const team = await deps.store.findTeamChannel(payload.organizationId, payload.teamId);
  const hasAsked = team?.tells.some((kind) => kind !== 'joins') ?? false;
  return hasAsked ? announceTeam(deps, payload) : finished;
};

type Asked = {
  readonly organizationId: string;
  readonly teamId: string;
  readonly organization: Organization;
  readonly days: Days;
  readonly name: string;
  readonly tells: readonly TeamNewsKind[];
};

const readNews = async (
  { store }: Deps,
  { organizationId, teamId, organization, days, name, tells }: Asked,
): Promise<TeamNews> => {
  const { since, until } = days;
  // What can still be undone is told when it no longer can.
  const settled = new Date(Math.min(until.getTime(), (await store.now()).getTime() - undoMinutes * 60_000));
  const wants = (kind: TeamNewsKind) => tells.includes(kind);
  const [joiners, roleChanges, leavers] = await Promise.all([
    wants('joins') ? store.findJoins(organizationId, teamId, since, until) : [],
    wants('role_changes') ? store.findRoleChanges(organizationId, teamId, since, settled) : [],
    wants('leaves') ? store.findLeavers(organizationId, teamId, since, settled) : [],
  ]);
  return { teamName: name, organizationName: organization.name, joiners, roleChanges, leavers };
};

const isEmpty = ({ joiners, roleChanges, leavers }: TeamNews): boolean =>
  joiners.length + roleChanges.length + leavers.length === 0;
