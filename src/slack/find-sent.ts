import type { MessageMetadata } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { slackErrorCode } from './slack-errors.ts';

/** Event type of the metadata by which a message of ours is recognised, whatever its text says. */
const MARKED = 'usher_message';

type Sent = { readonly channel: string; readonly ts: string };

// What was said in this conversation since the try before: seconds ago as a rule, hours at most.
const looksBack = 100;

export const markOf = (mark: string, of?: MessageMetadata): MessageMetadata => ({
  event_type: of?.event_type ?? MARKED,
  event_payload: { ...of?.event_payload, mark },
});

/** The message with this mark in Usher's conversation with a person. */
export const findSent = async (client: WebClient, userId: string, mark: string): Promise<Sent | undefined> => {
  const { channel } = await client.conversations.open({ users: userId });
  if (!channel?.id) return undefined;
  const messages = await read(client, channel.id);
  const sent = messages.find(({ metadata }) => readMark(metadata) === mark);
  return sent?.ts ? { channel: channel.id, ts: sent.ts } : undefined;
};

type History = Awaited<ReturnType<WebClient['conversations']['history']>>;

const read = async (client: WebClient, channel: string): Promise<NonNullable<History['messages']>> => {
  try {
    const { messages } = await client.conversations.history({ channel, limit: looksBack, include_all_metadata: true });
    return messages ?? [];
  } catch (error) {
    // Installed before Usher asked for this scope: doctor tells of it, and a message that may come twice is better than none.
    if (slackErrorCode(error) === 'missing_scope') return [];
    throw error;
  }
};

const readMark = (metadata: object | undefined): unknown => {
  const payload = metadata && 'event_payload' in metadata ? metadata.event_payload : undefined;
  return typeof payload === 'object' && payload !== null && 'mark' in payload ? payload.mark : undefined;
};
