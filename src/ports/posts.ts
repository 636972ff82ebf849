/** What became of one message to Slack. Expected outcomes are values; anything else is thrown. */
export type NoticeOutcome =
  | { readonly kind: 'posted'; readonly channelId: string; readonly ts: string }
  /** Nothing will make it go through: the person or the channel is out of reach. `cause` is Slack's error code. */
  | { readonly kind: 'unreachable'; readonly cause: string }
  /** The message to edit is gone: post a new one. */
  | { readonly kind: 'message_gone' }
  | { readonly kind: 'try_later'; readonly cause: string; readonly afterSeconds: number | null };

export type PostedRef = { readonly channelId: string; readonly ts: string };

/** What the direct messages of one job are marked with, so that another try recognises those that went out. */
export type PostMark = {
  readonly key: string;
  /** A try before this one may have sent them, and have died before it could note it. */
  readonly mayBeSent: boolean;
};
