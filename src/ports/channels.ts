import type { SlackUserRef } from '../domain/actor.ts';

/** `unknown`: Slack did not say, or the person who asks is not in the channel. Nothing is assumed then. */
export type ChannelTrial = 'open' | 'not_in_channel' | 'gone' | 'archived' | 'unknown';

export type Channels = {
  /**
   * Whether Usher may post in this channel, without a scope to read channels: it writes a line there that only this person sees.
   * `about` says what will be posted, such as `joins of Sales`.
   */
  readonly tryOut: (channelId: string, person: SlackUserRef, about: string) => Promise<ChannelTrial>;
};
