import type { BlockAction } from '@slack/bolt';

/** Where a click happened and what it carries. */
export type Click = {
  readonly actionId: string;
  readonly value: string;
  readonly triggerId: string;
  /** The same for the same click, delivered twice or not. */
  readonly key: string;
  readonly modal: { readonly id: string; readonly hash: string; readonly metadata: string } | undefined;
  readonly message: { readonly channelId: string; readonly ts: string; readonly isEphemeral: boolean } | undefined;
};

export const readClick = (body: BlockAction): Click => {
  const [action] = body.actions;
  const message = messageOf(body);
  return {
    actionId: action?.action_id ?? '',
    value: carriedBy(action),
    triggerId: body.trigger_id,
    key: [body.view?.id ?? message?.ts, action?.action_id, action?.block_id, action?.action_ts].join(':'),
    modal: body.view && { id: body.view.id, hash: body.view.hash, metadata: body.view.private_metadata },
    message,
  };
};

/** What a button carries, or the option that was chosen in a menu. */
const carriedBy = (action: BlockAction['actions'][number] | undefined): string => {
  if (action?.type === 'button') return action.value ?? '';
  if (action?.type === 'static_select') return action.selected_option?.value ?? '';
  return action?.type === 'overflow' ? action.selected_option.value : '';
};

/** An overflow menu has a door for each of its options: `menu.verb`, where an option's value is `verb:…`. */
export const doorKey = (action: BlockAction['actions'][number]): string =>
  action.type === 'overflow' ? `${action.action_id}.${action.selected_option.value.split(':')[0]}` : action.action_id;

const messageOf = ({ container, channel, message }: BlockAction): Click['message'] => {
  // An ephemeral message is not sent along: only the container names it.
  const ts: unknown = message?.ts ?? container['message_ts'];
  const channelId: unknown = channel?.id ?? container['channel_id'];
  if (typeof ts !== 'string' || typeof channelId !== 'string') return undefined;
  return { ts, channelId, isEphemeral: container['is_ephemeral'] === true };
};
