import type { Named } from './options.ts';
import type { Context } from './person.ts';
import type { ChannelRecord } from './records.ts';
import { messagesIn, type SeenMessage } from './seen-message.ts';
import { matches, waitFor } from './wait.ts';

/** A channel of the workspace. Its messages are read by nobody in particular: say who acts by `{ by: person }`. */
export type Channel = {
  readonly id: string;
  readonly name: string;
  /** How it is named in a command: `#ops`. */
  readonly mention: string;
  readonly isArchived: boolean;
  readonly members: () => string[];
  readonly messages: () => SeenMessage[];
  /** The latest message that reads like this; waits for it. */
  readonly waitForMessage: (pattern: string | RegExp, options?: { timeoutMs?: number }) => Promise<SeenMessage>;
  readonly archive: () => void;
  readonly unarchive: () => void;
  readonly add: (...people: Named[]) => void;
  readonly remove: (...people: Named[]) => void;
  readonly addBot: () => void;
  readonly removeBot: () => void;
  readonly rename: (name: string) => void;
};

export const channelHandle = (context: Context, record: ChannelRecord): Channel => {
  const { botUserId } = context.state.app;
  const messages = () => messagesIn(context, record.id);
  return {
    id: record.id,
    get name() {
      return record.name;
    },
    get mention() {
      return `#${record.name}`;
    },
    get isArchived() {
      return record.isArchived;
    },
    members: () => [...record.members],
    messages,
    waitForMessage: (pattern, options = {}) =>
      waitFor(
        `a message in #${record.name} that reads ${String(pattern)}`,
        () => messages().findLast((message) => matches(message.text, pattern)),
        () =>
          messages()
            .map((message) => `- ${message.text}`)
            .join('\n') || '(nothing)',
        options.timeoutMs,
      ),
    archive: () => {
      record.isArchived = true;
    },
    unarchive: () => {
      record.isArchived = false;
    },
    add: (...people) => {
      for (const person of people) record.members.add(person.id);
    },
    remove: (...people) => {
      for (const person of people) record.members.delete(person.id);
    },
    addBot: () => void record.members.add(botUserId),
    removeBot: () => void record.members.delete(botUserId),
    rename: (name) => {
      record.name = name;
    },
  };
};
