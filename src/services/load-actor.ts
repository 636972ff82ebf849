import type { Deps } from '../deps.ts';
import type { SlackUserRef } from '../domain/actor.ts';
import type { ActorContext } from '../ports/records.ts';

/** Who acts, in which organization, and the time: the one read that every interaction starts with. */
export const loadActor = async (
  deps: Pick<Deps, 'store'>,
  installedTeamId: string,
  user: SlackUserRef,
): Promise<ActorContext> => {
  const context = await deps.store.findActor(installedTeamId, user);
  if (!context)
    throw new Error(`Slack workspace ${installedTeamId} is not installed here. Start Usher with its bot token.`);
  return context;
};
