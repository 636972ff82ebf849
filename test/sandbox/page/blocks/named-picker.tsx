import type { Sight } from '../../sight.ts';
import { channelOf, nameOf } from '../mrkdwn.tsx';
import { type Pick, Picker } from './picker.tsx';
import { type ElementProps, useField } from './place.ts';

type NamedTypes =
  | 'users_select'
  | 'multi_users_select'
  | 'channels_select'
  | 'multi_channels_select'
  | 'conversations_select'
  | 'multi_conversations_select';

const KEYS = { users: 'selected_user', channels: 'selected_channel', conversations: 'selected_conversation' } as const;

type Kind = keyof typeof KEYS;

const people = (sight: Sight): Pick[] =>
  sight.people.filter(({ isActor }) => isActor).map(({ id, fullName }) => ({ key: id, label: fullName }));

const channels = (sight: Sight, kinds: readonly string[]): Pick[] =>
  sight.channels
    .filter((one) => !one.isArchived && kinds.includes(one.isPrivate ? 'private' : 'public'))
    .map(({ id, name }) => ({ key: id, label: `#${name}` }));

const listed = (element: ElementProps<NamedTypes>['element'], sight: Sight): Pick[] => {
  if (element.type.endsWith('users_select')) return people(sight);
  if (element.type.endsWith('channels_select')) return channels(sight, ['public']);
  const kinds = ('filter' in element && element.filter?.include) || ['public', 'private', 'im'];
  return [...channels(sight, kinds), ...(kinds.includes('im') ? people(sight) : [])];
};

/** A menu of people, channels or conversations, which Slack fills itself. */
export const NamedPicker = (props: ElementProps<NamedTypes>) => {
  const { element, labelledBy, describedBy, fieldId } = props;
  const { value, choose, desk } = useField(props);
  const { sight } = desk;
  const isMany = element.type.startsWith('multi_');
  const key = KEYS[element.type.replace('multi_', '').replace('_select', '') as Kind];
  const held = (isMany ? value[`${key}s`] : [value[key]].filter(Boolean)) as string[];
  const asPick = (id: string): Pick => ({
    key: id,
    label: id.startsWith('U') ? nameOf(sight, id) : `#${channelOf(sight, id)}`,
  });
  return (
    <Picker
      chosen={held.map(asPick)}
      isMany={isMany}
      most={'max_selected_items' in element ? element.max_selected_items : undefined}
      placeholder={element.placeholder?.text}
      load={async (query) =>
        listed(element, sight).filter(({ label }) => label.toLowerCase().includes(query.toLowerCase()))
      }
      onChange={(picks) => {
        const ids = picks.map((pick) => pick.key);
        choose({ type: element.type, ...(isMany ? { [`${key}s`]: ids } : { [key]: ids[0] ?? null }) });
      }}
      fieldId={fieldId}
      labelledBy={labelledBy}
      describedBy={describedBy}
    />
  );
};
