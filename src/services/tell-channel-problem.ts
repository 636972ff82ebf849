import type { Deps } from '../deps.ts';
import type { Organization } from '../domain/organization.ts';
import type { NoticeOutcome } from '../ports/posts.ts';
import { adminsAfter, tellFirst } from './tell-first.ts';

type Problem = Parameters<Deps['notices']['channelProblem']>[1];

/** A channel that is gone, or that the bot is not in: an admin is told once, with the fix. Null when one was told before. */
export const tellChannelProblem = async (
  { store, notices }: Pick<Deps, 'store' | 'notices'>,
  { id, slackTeamId }: Organization,
  problem: Problem,
): Promise<NoticeOutcome | null> => {
  const what = [id, 'channel_problem', problem.channelId] as const;
  if (await store.findPosted(...what)) return null;
  // Of several posts that fail at the same moment one tells.
  if ((await store.claimPost(...what, slackTeamId)) === 'lately') return null;
  const admins = adminsAfter(null, await store.findAdminsInSlack(id));
  try {
    const told = await tellFirst(admins, (to) => notices.channelProblem(to, problem));
    if (told.kind === 'posted') await store.savePosted(...what, slackTeamId, told);
    else await store.releasePosted(...what);
    return told;
  } catch (error) {
    await store.releasePosted(...what);
    throw error;
  }
};
