import type { Click, ClickOptions } from './click.ts';
import type { Connection } from './delivery.ts';
import { fullName, readerFor } from './directory.ts';
import type { Block } from './kit/blocks.ts';
import { type Link, linksIn, mentionsIn, readMrkdwn } from './mrkdwn.ts';
import type { Named } from './options.ts';
import type { MessageRecord, PersonRecord, StateValues } from './records.ts';
import { renderBlocks } from './render.ts';
import type { Stage } from './stage.ts';
import type { State } from './state.ts';
import { type Surface, surfaceOn } from './surface.ts';
import { stateOf } from './values.ts';

type MessageClickOptions = ClickOptions & {
  /** Who clicks, where the message is not seen by one person in particular. */
  readonly by?: Named;
  /** Click the button as it was when the message was read, even if it is gone since. */
  readonly stale?: boolean;
};

/** A message as it was when it was read; `click` acts on what is there now. */
export type SeenMessage = Omit<Surface, 'buttons' | 'click'> & {
  readonly ts: string;
  readonly channel: string;
  /** Name of the author. */
  readonly from: string;
  /** What a person reads: the blocks, else the text. */
  readonly text: string;
  /** The top-level text: what notifications and screen readers read. */
  readonly notification: string;
  readonly buttons: string[];
  readonly edited: boolean;
  /** How often it has been rewritten. */
  readonly edits: number;
  readonly ephemeral: boolean;
  /** Whom its active tokens ring: `@channel`, `@here`, `@everyone`, or user ids. */
  readonly mentions: string[];
  readonly links: Link[];
  readonly metadata: unknown;
  readonly threadTs: string | undefined;
  readonly unfurlLinks: boolean | undefined;
  readonly blocks: readonly Block[];
  readonly click: (label: string | RegExp, options?: MessageClickOptions) => Promise<Click>;
};

/** The texts of a message in which tokens are active. */
const activeTexts = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(activeTexts);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text, url, user_id: userId, range } = value as Record<string, unknown>;
  if (type === 'mrkdwn') return [String(text)];
  if (type === 'plain_text') return [];
  if (type === 'user') return [`<@${String(userId)}>`];
  if (type === 'broadcast') return [`<!${String(range)}>`];
  if (type === 'link') return [`<${String(url)}|${String(text ?? url)}>`];
  const own = type === 'markdown' ? [String(text)] : [];
  const linked = type === 'button' && typeof url === 'string' ? [`<${url}>`] : [];
  return [...own, ...linked, ...Object.values(value).flatMap(activeTexts)];
};

type Context = { readonly state: State; readonly connection: () => Connection | undefined };

/** Where the blocks of a message are acted on: as they are now, or as they were when they were `read`. */
export const stageOn = (
  context: Context,
  message: MessageRecord,
  person: PersonRecord | undefined,
  read: readonly Block[] | undefined,
): Stage => {
  const where = `The message "${(message.text || '(no text)').slice(0, 60)}"`;
  let values: StateValues = stateOf(message.blocks);
  return {
    ...context,
    get person(): PersonRecord {
      if (!person) throw new Error(`${where}: who acts? Pass { by: person }`);
      return person;
    },
    where,
    blocks: () => {
      if (message.deleted && !read) throw new Error(`${where} has been deleted`);
      return read ?? message.blocks;
    },
    values: () => values,
    keep: (next) => {
      values = next;
    },
    place: () => ({ message, values }),
    focus: { key: undefined },
  };
};

/** Worked out when it is first looked at: of hundreds of messages a test reads one or two. */
const once = <T>(work: () => T): (() => T) => {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: work() };
    return result.value;
  };
};

/** A message through the eyes of a person, or of nobody in particular. */
export const seeMessage = (context: Context, message: MessageRecord, viewer?: PersonRecord): SeenMessage => {
  const { state } = context;
  const reader = readerFor(state, viewer);
  const { blocks: read, text, attachments } = message;
  const author = state.people.get(message.user);
  const active = once(() => [text, ...activeTexts(read), ...activeTexts(attachments)]);
  const notification = once(() => readMrkdwn(text, reader));
  const shown = once(() => (read.length > 0 ? renderBlocks(read, reader) : notification()));
  // Read by nobody in particular the labels are the same.
  const anyone = viewer ?? state.people.get(state.app.botUserId);
  const buttons = once(() => surfaceOn(stageOn(context, message, anyone, read)).buttons());
  const { buttons: _buttons, click: _click, ...surface } = surfaceOn(stageOn(context, message, viewer, undefined));
  return {
    ...surface,
    ts: message.ts,
    channel: message.channel,
    from: author ? fullName(author) : message.user,
    get text() {
      return shown();
    },
    get notification() {
      return notification();
    },
    get buttons() {
      return buttons();
    },
    edited: message.edited !== undefined,
    edits: message.edits,
    ephemeral: message.to !== undefined,
    get mentions() {
      return [...new Set(active().flatMap(mentionsIn))];
    },
    get links() {
      return active().flatMap(linksIn);
    },
    metadata: message.metadata,
    threadTs: message.threadTs,
    unfurlLinks: message.unfurlLinks,
    blocks: read,
    click: (label, { by, stale, ...options } = {}) => {
      const person = by ? state.people.get(by.id) : viewer;
      return surfaceOn(stageOn(context, message, person, stale ? read : undefined)).click(label, options);
    },
  };
};

/** What is to be seen in a conversation, oldest first, without ephemeral messages. */
export const messagesIn = (context: Context, channel: string, viewer?: PersonRecord): SeenMessage[] =>
  (context.state.messages.get(channel) ?? [])
    .filter((message) => !message.deleted && message.to === undefined)
    .map((message) => seeMessage(context, message, viewer));

/** The ephemeral messages that only this person sees, in all conversations, oldest first. */
export const ephemeralRecords = (state: State, person: PersonRecord): MessageRecord[] =>
  [...state.messages.values()]
    .flatMap((messages) => messages.filter((message) => message.to === person.id && !message.deleted))
    .sort((a, b) => Number(a.ts) - Number(b.ts));

export const ephemeralsOf = (context: Context, person: PersonRecord, from = 0): SeenMessage[] =>
  ephemeralRecords(context.state, person)
    .slice(from)
    .map((message) => seeMessage(context, message, person));
