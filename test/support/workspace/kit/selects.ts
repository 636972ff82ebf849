import { z } from 'zod';
import { confirm, conversationFilter, identifier, optionGroup, plainOption, plainText } from './composition.ts';
import { sameOption } from './same-option.ts';

const menu = {
  action_id: identifier,
  placeholder: plainText(150).optional(),
  confirm: confirm.optional(),
  focus_on_load: z.boolean().optional(),
};

const many = { max_selected_items: z.int().min(1).optional() };

const staticSource = {
  options: z.array(plainOption).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};

type StaticSource = {
  options?: z.infer<typeof plainOption>[] | undefined;
  option_groups?: z.infer<typeof optionGroup>[] | undefined;
};

const hasOneSource = (menuOf: StaticSource): boolean =>
  (menuOf.options === undefined) !== (menuOf.option_groups === undefined);

const offered = (menuOf: StaticSource) =>
  menuOf.options ?? menuOf.option_groups?.flatMap((group) => group.options) ?? [];

const NOT_OFFERED = 'must be one of the provided options';
const ONE_SOURCE = 'must define either `options` or `option_groups`';

export const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...menu, ...staticSource, initial_option: plainOption.optional() })
  .refine(hasOneSource, ONE_SOURCE)
  .refine(({ initial_option, ...source }) => !initial_option || offered(source).some(sameOption(initial_option)), {
    message: NOT_OFFERED,
    path: ['initial_option'],
  });

export const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...menu,
    ...many,
    ...staticSource,
    initial_options: z.array(plainOption).min(1).max(100).optional(),
  })
  .refine(hasOneSource, ONE_SOURCE)
  .refine(
    ({ initial_options = [], ...source }) =>
      initial_options.every((option) => offered(source).some(sameOption(option))),
    { message: NOT_OFFERED, path: ['initial_options'] },
  );

const external = { min_query_length: z.int().min(0).optional() };

export const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...menu,
  ...external,
  initial_option: plainOption.optional(),
});

export const multiExternalSelect = z.strictObject({
  type: z.literal('multi_external_select'),
  ...menu,
  ...many,
  ...external,
  initial_options: z.array(plainOption).min(1).max(100).optional(),
});

const userId = z.string().regex(/^[UW][A-Z0-9]+$/, 'must be a valid user id');
const channelId = z.string().regex(/^[CG][A-Z0-9]+$/, 'must be a valid channel id');
const conversationId = z.string().regex(/^[CGDUW][A-Z0-9]+$/, 'must be a valid conversation id');

export const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...menu,
  initial_user: userId.optional(),
});

export const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...menu,
  ...many,
  initial_users: z.array(userId).optional(),
});

export const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...menu,
  initial_channel: channelId.optional(),
  response_url_enabled: z.boolean().optional(),
});

export const multiChannelsSelect = z.strictObject({
  type: z.literal('multi_channels_select'),
  ...menu,
  ...many,
  initial_channels: z.array(channelId).optional(),
});

const conversations = {
  filter: conversationFilter.optional(),
  default_to_current_conversation: z.boolean().optional(),
};

export const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...menu,
  ...conversations,
  initial_conversation: conversationId.optional(),
  response_url_enabled: z.boolean().optional(),
});

export const multiConversationsSelect = z.strictObject({
  type: z.literal('multi_conversations_select'),
  ...menu,
  ...many,
  ...conversations,
  initial_conversations: z.array(conversationId).optional(),
});
