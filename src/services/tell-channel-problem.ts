import type { Deps } from '../deps.ts';
import type { Organization } from '../domain/organization.ts';
import type { NoticeOutcome } from '../ports/notices.ts';
import { adminsAfter, tellFirst } from './tell-first.ts';

type Problem = Parameters<Deps['notices']['channelProblem']>[1];

/** A channel that is gone, or that the bot is not in: an admin is told once, with the fix. Null when one was told before. */
export const tellChannelProblem = async (
  { store, notices }: Pick<Deps, 'store' | 'notices'>,
  organization: Organization,
  problem: Problem,
): Promise<NoticeOutcome | null> => {
  if (await store.findPosted(organization.id, 'channel_problem', problem.channelId)) return null;
  const admins = adminsAfter(null, await store.findAdminsInSlack(organization.id));
  const told = await tellFirst(admins, (to) => notices.channelProblem(to, problem));
  if (told.kind === 'posted') {
    await store.savePosted(organization.id, 'channel_problem', problem.channelId, organization.slackTeamId, told);
  }
  return told;
};
