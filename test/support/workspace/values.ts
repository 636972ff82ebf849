import type { Block, Interactive } from './kit/blocks.ts';
import { interactiveOf } from './kit/rules.ts';
import type { StateValue, StateValues } from './records.ts';

type Stateful = Exclude<Interactive, { type: 'button' } | { type: 'overflow' }>;

const isStateful = (element: Interactive): element is Stateful =>
  element.type !== 'button' && element.type !== 'overflow';

/** The value of an element nobody has touched yet, as `state.values` carries it. */
export const initialValue = (element: Stateful): StateValue => {
  const { type } = element;
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: element.initial_value || null };
    case 'rich_text_input':
      return { type, ...(element.initial_value && { rich_text_value: element.initial_value }) };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] };
    case 'channels_select':
      return { type, selected_channel: element.initial_channel ?? null };
    case 'multi_channels_select':
      return { type, selected_channels: element.initial_channels ?? [] };
    case 'conversations_select':
      return { type, selected_conversation: element.initial_conversation ?? null };
    case 'multi_conversations_select':
      return { type, selected_conversations: element.initial_conversations ?? [] };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null };
    case 'file_input':
      return { type, files: [] };
  }
};

const isStillOffered = (element: Stateful, value: StateValue): boolean => {
  if (element.type !== 'static_select' && element.type !== 'radio_buttons') return true;
  const chosen = value['selected_option'] as { value?: string } | null;
  const groups = 'option_groups' in element ? (element.option_groups ?? []) : [];
  const offered = element.options ?? groups.flatMap((group) => group.options);
  return !chosen || offered.some((option) => option.value === chosen.value);
};

/**
 * The state of freshly shown blocks. What was entered before stays where block_id, action_id and type are the same,
 * as when Slack updates a view: new initial values do not show there.
 */
export const stateOf = (blocks: readonly Block[], before: StateValues = {}): StateValues => {
  const values: StateValues = {};
  for (const block of blocks) {
    for (const element of interactiveOf(block).filter(isStateful)) {
      const blockId = block.block_id ?? '';
      const actionId = element.action_id ?? '';
      const kept = before[blockId]?.[actionId];
      const keeps = kept?.type === element.type && isStillOffered(element, kept);
      values[blockId] = { ...values[blockId], [actionId]: keeps && kept ? kept : initialValue(element) };
    }
  }
  return values;
};
