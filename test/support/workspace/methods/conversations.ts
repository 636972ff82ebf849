import { type Answer, type Args, answer, flagArg, type Method, refuse, textArg } from '../answer.ts';
import { channelObject, directIdOf, directObject, directOf } from '../conversations.ts';
import { messageObject } from '../messages.ts';
import type { ChannelRecord } from '../records.ts';
import type { State } from '../state.ts';

export const conversationsOpen: Method = (args, state) => {
  const channel = textArg(args, 'channel');
  const users = (textArg(args, 'users') ?? '').split(',').filter(Boolean);
  if (channel) {
    const user = state.directs.get(channel);
    return user ? opened(args, state, channel, user, true) : refuse('channel_not_found');
  }
  const [userId] = users;
  if (!userId) return refuse('users_list_not_supplied');
  if (users.length > 1) return refuse('missing_scope', { needed: 'mpim:write', provided: [...state.scopes].join(',') });
  const person = state.people.get(userId);
  if (!person || person.id === state.app.botUserId) return refuse('user_not_found');
  if (person.deleted) return refuse('user_disabled');
  if (person.isBot) return refuse('cannot_dm_bot');
  const known = state.directs.has(directIdOf(userId));
  return opened(args, state, directOf(state, userId), userId, known);
};

const opened = (args: Args, state: State, id: string, user: string, known: boolean): Answer =>
  answer({
    ...(known && { no_op: true, already_open: true }),
    channel: flagArg(args, 'return_im') ? directObject(state, id, user) : { id },
  });

/** What the bot may see: public channels, private ones it is in. */
const visible = (state: State, id: string | undefined): ChannelRecord | undefined => {
  const channel = state.channels.get(id ?? '');
  return channel && (!channel.isPrivate || channel.members.has(state.app.botUserId)) ? channel : undefined;
};

export const conversationsInfo: Method = (args, state) => {
  const id = textArg(args, 'channel') ?? '';
  const user = state.directs.get(id);
  if (user) return answer({ channel: directObject(state, id, user) });
  const channel = visible(state, id);
  return channel ? answer({ channel: channelObject(state, channel) }) : refuse('channel_not_found');
};

const page = (args: Args, count: number): { start: number; end: number; next: string } | undefined => {
  const cursor = textArg(args, 'cursor');
  const start = cursor ? Number(Buffer.from(cursor, 'base64').toString()) : 0;
  const limit = Number(textArg(args, 'limit') || 100);
  if (!Number.isInteger(start) || !(limit >= 1 && limit <= 1000)) return undefined;
  const end = start + limit;
  return { start, end, next: end < count ? Buffer.from(String(end)).toString('base64') : '' };
};

export const conversationsMembers: Method = (args, state) => {
  const id = textArg(args, 'channel') ?? '';
  const user = state.directs.get(id);
  const members = user ? [user, state.app.botUserId] : [...(visible(state, id)?.members ?? [])];
  if (!user && !visible(state, id)) return refuse('channel_not_found');
  const shown = page(args, members.length);
  if (!shown) return refuse('invalid_cursor');
  return answer({
    members: members.slice(shown.start, shown.end),
    response_metadata: { next_cursor: shown.next },
  });
};

export const conversationsList: Method = (args, state) => {
  const types = (textArg(args, 'types') ?? 'public_channel').split(',');
  const channels = [...state.channels.values()]
    .filter((one) => visible(state, one.id) && types.includes(one.isPrivate ? 'private_channel' : 'public_channel'))
    .filter((one) => !(flagArg(args, 'exclude_archived') && one.isArchived))
    .map((one) => channelObject(state, one));
  const directs = types.includes('im') ? [...state.directs].map(([id, user]) => directObject(state, id, user)) : [];
  const all = [...channels, ...directs];
  const shown = page(args, all.length);
  if (!shown) return refuse('invalid_cursor');
  return answer({
    channels: all.slice(shown.start, shown.end),
    response_metadata: { next_cursor: shown.next },
  });
};

/** Newest first, as Slack gives them. Metadata only where it is asked for. */
export const conversationsHistory: Method = (args, state) => {
  const id = textArg(args, 'channel') ?? '';
  const channel = visible(state, id);
  if (!state.directs.has(id) && !channel) return refuse('channel_not_found');
  const needed = channel ? (channel.isPrivate ? 'groups:history' : 'channels:history') : 'im:history';
  if (!state.scopes.has(needed)) return refuse('missing_scope', { needed, provided: [...state.scopes].join(',') });
  if (channel && !channel.members.has(state.app.botUserId)) return refuse('not_in_channel');
  const said = (state.messages.get(id) ?? []).filter(({ deleted, to, threadTs }) => !deleted && !to && !threadTs);
  const shown = page(args, said.length);
  if (!shown) return refuse('invalid_cursor');
  const messages = said.toReversed().slice(shown.start, shown.end);
  return answer({
    messages: messages.map((message) => {
      const { metadata, ...rest } = messageObject(state, message);
      return metadata !== undefined && flagArg(args, 'include_all_metadata') ? { ...rest, metadata } : rest;
    }),
    has_more: shown.next !== '',
    response_metadata: { next_cursor: shown.next },
  });
};
