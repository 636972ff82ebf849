import type { Reader } from './dates.ts';
import type { Field } from './find.ts';
import type { PersonRecord } from './records.ts';
import { nowOf, type State } from './state.ts';

type Listed = { readonly id: string; readonly names: readonly string[] };

export const fullName = (person: PersonRecord): string => `${person.firstName} ${person.lastName}`.trim();

/** How ids read for a person: their zone and day, names of people and channels. Nobody in particular reads in the workspace's zone. */
export const readerFor = (state: State, person?: PersonRecord): Reader => ({
  zone: person?.tz ?? state.zone,
  now: nowOf(state),
  userName: (id) => {
    const one = state.people.get(id);
    return one ? one.displayName || fullName(one) : id;
  },
  channelName: (id) => state.channels.get(id)?.name ?? id,
});

const people = (state: State): Listed[] =>
  [...state.people.values()]
    // Deactivated people cannot be chosen, nor mentioned, any more.
    .filter((person) => !person.deleted)
    .map((person) => ({ id: person.id, names: [fullName(person), person.name, person.displayName] }));

const channels = (state: State, person: PersonRecord, kinds: readonly string[]): Listed[] =>
  [...state.channels.values()]
    .filter((one) => !one.isArchived && kinds.includes(one.isPrivate ? 'private' : 'public'))
    .filter((one) => !one.isPrivate || one.members.has(person.id))
    .map((one) => ({ id: one.id, names: [one.name] }));

/** What a menu of people, channels or conversations lists for a person. */
export const listedBy = (element: Field['element'], state: State, person: PersonRecord): Listed[] => {
  switch (element.type) {
    case 'users_select':
    case 'multi_users_select':
      return people(state);
    case 'channels_select':
    case 'multi_channels_select':
      return channels(state, person, ['public']);
    case 'conversations_select':
    case 'multi_conversations_select': {
      const kinds = element.filter?.include ?? ['public', 'private', 'im', 'mpim'];
      const direct = kinds.includes('im') ? people(state) : [];
      return [...channels(state, person, kinds), ...direct];
    }
    default:
      return [];
  }
};
