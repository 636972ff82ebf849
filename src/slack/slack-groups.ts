import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackPerson } from '../domain/decide-invite.ts';
import { done, type Result, refused } from '../domain/result.ts';
import { maxFileRows } from '../domain/roster/roster-file.ts';
import type { SlackGroup, SlackGroupPeople, SlackGroupRefusal } from '../domain/slack-group.ts';
import type { Directory } from '../ports/directory.ts';
import { listPages } from './list-pages.ts';
import type { People } from './people-cache.ts';
import { slackErrorCode } from './slack-errors.ts';
import { within } from './within.ts';

export type SlackGroupParts = {
  readonly bulk: WebClient;
  /** For the menu that somebody has opened. */
  readonly interactive: WebClient;
  readonly people: () => Promise<People>;
  readonly findUser: (userId: string) => Promise<SlackPerson | null | undefined>;
  readonly log: Logger;
};

// Who is not in the list of everybody came in the last minutes, or belongs to another organization: so many are asked for one by one.
const mostAsked = 50;
// Slack's most for a page of members.
const pageSize = 1000;

const unseen = new Set([
  'channel_not_found',
  'not_in_channel',
  'no_such_subteam',
  'subteam_not_found',
  'invalid_arguments',
]);

/** Ids come by pages of a thousand, and who they are from the list of everybody: a few calls for a channel of any size. */
export const createSlackGroups = ({
  bulk,
  interactive,
  people,
  findUser,
  log,
}: SlackGroupParts): Pick<Directory, 'findGroup' | 'listUserGroups'> => {
  const groupsOf = async (client: WebClient) => (await client.usergroups.list({})).usergroups ?? [];

  const membersOf = async ({ kind, id }: SlackGroup): Promise<readonly string[]> => {
    const ids: string[] = [];
    if (kind === 'user_group') {
      // In one piece, whatever its size.
      const list = () => bulk.usergroups.users.list({ usergroup: id });
      await listPages(list, ({ users = [] }) => ids.push(...users));
      return ids;
    }
    await listPages(
      (cursor) => bulk.conversations.members({ channel: id, limit: pageSize, ...cursor }),
      ({ members = [] }) => ids.push(...members),
    );
    return ids;
  };

  const titleOf = async ({ kind, id }: SlackGroup): Promise<string> => {
    if (kind === 'channel') return `#${(await bulk.conversations.info({ channel: id })).channel?.name ?? ''}`;
    const group = (await groupsOf(bulk)).find((one) => one.id === id);
    return `@${group?.handle ?? ''}`;
  };

  const read = async (group: SlackGroup): Promise<Result<SlackGroupPeople, SlackGroupRefusal>> => {
    const ids = [...new Set(await membersOf(group))];
    if (ids.length > maxFileRows) return refused({ kind: 'group_too_large', maxPeople: maxFileRows });
    const [title, { byUser }] = await Promise.all([titleOf(group), people()]);
    const unlisted = ids.filter((userId) => !byUser.has(userId)).slice(0, mostAsked);
    const asked = new Map(await Promise.all(unlisted.map(async (userId) => [userId, await findUser(userId)] as const)));
    const found = (userId: string) => byUser.get(userId) ?? asked.get(userId) ?? null;
    return done({ title, people: ids.map((userId) => ({ userId, person: found(userId) })) });
  };

  const whyNot = (error: unknown): SlackGroupRefusal => {
    const code = slackErrorCode(error) ?? '';
    if (code === 'missing_scope') return { kind: 'group_closed', scope: neededScope(error) };
    if (unseen.has(code)) return { kind: 'group_unseen' };
    log.warn({ err: error }, 'Slack did not say who is in a group');
    return { kind: 'group_unreachable' };
  };

  return {
    findGroup: async (group, withinMs) => {
      const found = await within(
        read(group).catch((error: unknown) => refused(whyNot(error))),
        withinMs,
      );
      return found?.value ?? refused({ kind: 'group_unreachable' });
    },
    listUserGroups: async () => {
      try {
        const groups = await groupsOf(interactive);
        return groups.flatMap(({ id, name, handle }) => (id ? [{ id, name: `@${handle ?? ''} · ${name ?? ''}` }] : []));
      } catch (error) {
        log.info({ err: error }, 'Slack did not list its user groups');
        return undefined;
      }
    },
  };
};

const neededScope = (error: unknown): string => {
  const needed = error instanceof WebAPIPlatformError ? Reflect.get(error.data, 'needed') : undefined;
  return typeof needed === 'string' ? needed : 'channels:read';
};
