import type { SlackUserRef } from '../domain/actor.ts';
import type { SlackPerson } from '../domain/decide-invite.ts';
import type { Result } from '../domain/result.ts';
import type { SlackGroup, SlackGroupPeople, SlackGroupRefusal } from '../domain/slack-group.ts';

/** Who is who in Slack. Undefined means that Slack did not answer in time: nothing is known, so nothing is assumed. */
export type Directory = {
  readonly findUser: (user: SlackUserRef) => Promise<SlackPerson | null | undefined>;
  /** By lower-cased address. Addresses that nobody in the workspace has are left out. */
  readonly findByEmails: (
    teamId: string,
    emailKeys: readonly string[],
    options?: { readonly withinMs?: number },
  ) => Promise<ReadonlyMap<string, SlackPerson> | undefined>;
  /** What Slack has just told of somebody: lists that are kept have it at once. */
  readonly note: (person: SlackPerson) => void;
  /** Everybody of a channel or a user group, bots and people of other organizations included. */
  readonly findGroup: (group: SlackGroup, withinMs: number) => Promise<Result<SlackGroupPeople, SlackGroupRefusal>>;
  /** The user groups that people can be mentioned by. */
  readonly listUserGroups: () => Promise<readonly { readonly id: string; readonly name: string }[] | undefined>;
};
