import type { Deps } from '../deps.ts';
import type { SlackUserRef } from '../domain/actor.ts';
import type { ActorContext } from '../ports/records.ts';

export type LoadActor = (
  deps: Pick<Deps, 'store'>,
  installedTeamId: string,
  user: SlackUserRef,
) => Promise<ActorContext>;

/** Who acts, in which organization, and the time: the one read that every interaction starts with. */
export const loadActor: LoadActor = async ({ store }, installedTeamId, user) =>
  (await store.findActor(installedTeamId, user)) ?? notInstalled(installedTeamId);

/** The same one read, with all that somebody who asks who they are is told. */
export const loadSelf: LoadActor = async ({ store }, installedTeamId, user) =>
  (await store.findSelf(installedTeamId, user)) ?? notInstalled(installedTeamId);

const notInstalled = (teamId: string): never => {
  throw new Error(`Slack workspace ${teamId} is not installed here. Start Usher with its bot token.`);
};
