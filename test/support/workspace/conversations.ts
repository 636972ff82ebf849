import type { ChannelRecord, PersonRecord } from './records.ts';
import { nowOf, type State } from './state.ts';

/** Id of a person's DM with the app: always the same. */
export const directIdOf = (userId: string): string => `D${userId.slice(1)}`;

/** Opens the DM of a person with the app. */
export const directOf = (state: State, userId: string): string => {
  const id = directIdOf(userId);
  state.directs.set(id, userId);
  return id;
};

/** Why the app cannot write to a person, in the words of `chat.postMessage`. */
const directRefusal = (state: State, person: PersonRecord | undefined): string | undefined => {
  if (!person) return 'user_not_found';
  if (person.deleted) return 'user_disabled';
  if (person.isBot || person.id === 'USLACKBOT') return 'cannot_dm_bot';
  return state.messagesTab ? undefined : 'messages_tab_disabled';
};

export type Target = { readonly ok: true; readonly channel: string } | { readonly ok: false; readonly error: string };

const channelRefusal = (state: State, channel: ChannelRecord): string | undefined => {
  const isIn = channel.members.has(state.app.botUserId);
  // A private channel without the bot is as good as unknown to it.
  if (channel.isPrivate && !isIn) return 'channel_not_found';
  if (channel.isArchived) return 'is_archived';
  return isIn ? undefined : 'not_in_channel';
};

/**
 * Where a message with this `channel` argument goes, or why it cannot. A user id opens the DM.
 * @param destination a channel, DM or user id, or `#name`
 */
export const targetOf = (state: State, destination: string | undefined): Target => {
  if (!destination) return { ok: false, error: 'channel_not_found' };
  const directUser = state.directs.get(destination);
  const person = state.people.get(directUser ?? destination);
  if (directUser ?? person) {
    const error = directRefusal(state, person);
    if (error === 'user_not_found' || !person) return { ok: false, error: 'channel_not_found' };
    return error ? { ok: false, error } : { ok: true, channel: directOf(state, person.id) };
  }
  const channel =
    state.channels.get(destination) ??
    [...state.channels.values()].find((one) => `#${one.name}` === destination || one.name === destination);
  if (!channel) return { ok: false, error: 'channel_not_found' };
  const error = channelRefusal(state, channel);
  return error ? { ok: false, error } : { ok: true, channel: channel.id };
};

/** A channel as `conversations.info` shows it. */
export const channelObject = (state: State, channel: ChannelRecord): Record<string, unknown> => ({
  id: channel.id,
  name: channel.name,
  name_normalized: channel.name,
  is_channel: !channel.isPrivate,
  is_group: channel.isPrivate,
  is_im: false,
  is_mpim: false,
  is_private: channel.isPrivate,
  is_archived: channel.isArchived,
  is_general: false,
  is_shared: false,
  is_ext_shared: false,
  is_org_shared: false,
  is_member: channel.members.has(state.app.botUserId),
  num_members: channel.members.size,
  created: channel.created,
  context_team_id: state.team.id,
});

export const directObject = (state: State, id: string, userId: string): Record<string, unknown> => ({
  id,
  created: Math.floor(nowOf(state) / 1000),
  is_im: true,
  is_org_shared: false,
  user: userId,
  is_user_deleted: state.people.get(userId)?.deleted ?? false,
  is_open: true,
  context_team_id: state.team.id,
});
