import type { BlockAction, ViewOutput } from '@slack/bolt';

/** Where a click happened and what it carries. */
export type Click = {
  readonly actionId: string;
  readonly value: string;
  readonly triggerId: string;
  /** The same for the same click, delivered twice or not. */
  readonly key: string;
  /** Slack's moment of it, in seconds with a fraction: of two clicks the later one has the greater. */
  readonly at: string;
  readonly modal:
    | {
        readonly id: string;
        readonly hash: string;
        readonly metadata: string;
        /** What its fields hold: typed or chosen, and not sent yet. */
        readonly values: ViewOutput['state']['values'];
      }
    | undefined;
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
    at: action?.action_ts ?? '',
    // The Home tab is a view too, and no modal: what is opened from it stands by itself.
    modal: body.view?.type === 'modal' ? modalOf(body.view) : undefined,
    message,
  };
};

const modalOf = ({ id, hash, private_metadata: metadata, state }: ViewOutput): Click['modal'] => ({
  id,
  hash,
  metadata,
  values: state.values,
});

/** What a button carries, the option that was chosen in a menu, or what was typed where Enter sends it. */
const carriedBy = (action: BlockAction['actions'][number] | undefined): string => {
  switch (action?.type) {
    case 'button':
    case 'plain_text_input':
      return action.value ?? '';
    case 'static_select':
    case 'external_select':
    case 'overflow':
      return action.selected_option?.value ?? '';
    default:
      return '';
  }
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
