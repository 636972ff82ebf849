import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import type { SlackGroup } from '../../domain/slack-group.ts';
import { input } from './blocks.ts';
import { option } from './options.ts';

/** Block ids, and the ids of the inputs in them. */
export const GROUP_FIELDS = { channel: 'import_channel', userGroup: 'import_user_group' } as const;

const picked = z.object({ text: z.object({ text: z.string() }), value: z.string() });

export const groupSchema = z.object({
  [GROUP_FIELDS.channel]: z
    .object({ [GROUP_FIELDS.channel]: z.object({ selected_conversations: z.array(z.string()).nullish() }) })
    .optional(),
  [GROUP_FIELDS.userGroup]: z
    .object({ [GROUP_FIELDS.userGroup]: z.object({ selected_option: picked.nullish() }) })
    .optional(),
});

export type FilledGroups = { readonly channelId: string | null; readonly userGroup: z.infer<typeof picked> | null };

export const readGroupFields = (form: z.infer<typeof groupSchema>): FilledGroups => ({
  channelId: form.import_channel?.import_channel.selected_conversations?.[0] ?? null,
  userGroup: form.import_user_group?.import_user_group.selected_option ?? null,
});

export const chosenGroups = ({ channelId, userGroup }: FilledGroups): SlackGroup[] => [
  ...(channelId ? [{ kind: 'channel', id: channelId } as const] : []),
  ...(userGroup ? [{ kind: 'user_group', id: userGroup.value } as const] : []),
];

export const groupFieldOf = ({ kind }: SlackGroup): string =>
  kind === 'channel' ? GROUP_FIELDS.channel : GROUP_FIELDS.userGroup;

export const groupFields = ({ channelId, userGroup }: FilledGroups): KnownBlock[] => [
  input({
    id: GROUP_FIELDS.channel,
    label: 'Or everyone of a channel',
    hint: 'Of a private one when Usher is in it: in the channel, type /invite and choose this app.',
    optional: true,
    element: {
      // A single select could not be emptied in every client; a list of one can.
      type: 'multi_conversations_select',
      max_selected_items: 1,
      filter: { include: ['public', 'private'], exclude_bot_users: true },
      ...(channelId && { initial_conversations: [channelId] }),
    },
  }),
  input({
    id: GROUP_FIELDS.userGroup,
    label: 'Or everyone of a user group',
    hint: 'Type the first letters of its name.',
    optional: true,
    element: {
      type: 'external_select',
      min_query_length: 1,
      ...(userGroup && { initial_option: option(userGroup.text.text, userGroup.value) }),
    },
  }),
];

/** What the menu offers for what is typed. */
export const userGroupOptions = (groups: readonly { readonly id: string; readonly name: string }[], typed: string) => {
  const wanted = typed.trim().replace(/^@/u, '').toLowerCase();
  return groups.filter(({ name }) => name.toLowerCase().includes(wanted)).map(({ id, name }) => option(name, id));
};
