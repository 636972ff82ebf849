import { type Answer, type Args, jsonArg, refuse, refuseContent, textArg } from './answer.ts';
import { identify } from './identify.ts';
import type { Block } from './kit/blocks.ts';
import { validateBlocks } from './kit/validate-blocks.ts';
import type { MessageRecord } from './records.ts';
import { nowOf, type State } from './state.ts';

/** What a message says. A part is undefined when the call did not mention it. */
export type Content = {
  readonly text: string | undefined;
  readonly blocks: Block[] | undefined;
  readonly attachments: unknown[] | undefined;
  readonly metadata: unknown;
};

export type ContentVerdict =
  | { readonly ok: true; readonly content: Content }
  | { readonly ok: false; readonly answer: Answer };

const no = (answer: Answer): ContentVerdict => ({ ok: false, answer });

const ATTACHMENTS = 100;

/** Reads and judges `text`, `blocks`, `attachments` and `metadata` of a call; `limit` is the longest text it takes. */
export const readContent = (args: Args, state: State, limit: number): ContentVerdict => {
  const text = textArg(args, 'text');
  const blocks = jsonArg(args, 'blocks');
  const attachments = jsonArg(args, 'attachments');
  const metadata = jsonArg(args, 'metadata');
  if (blocks === 'broken') return no(refuse('invalid_blocks_format'));
  if (attachments === 'broken') return no(refuse('invalid_attachments'));
  if (metadata === 'broken') return no(refuse('invalid_metadata_format'));
  if (text && text.length > limit) return no(refuse('msg_too_long'));
  const list = Array.isArray(attachments.value) ? attachments.value : undefined;
  if (list && list.length > ATTACHMENTS) return no(refuse('too_many_attachments'));
  const verdict = blocks.value === undefined ? undefined : validateBlocks(blocks.value);
  if (verdict && !verdict.ok) return no(refuseContent(verdict.error, verdict.messages));
  const known = verdict && identify(verdict.blocks, state.ids);
  return { ok: true, content: { text, blocks: known, attachments: list, metadata: metadata.value } };
};

export const isEmpty = ({ text, blocks, attachments }: Content): boolean =>
  !text && !blocks?.length && !attachments?.length;

/** Where and how a message is posted. */
export type Posting = {
  readonly channel: string;
  readonly to?: string | undefined;
  readonly user?: string | undefined;
  readonly threadTs?: string | undefined;
  readonly unfurlLinks?: boolean | undefined;
  readonly unfurlMedia?: boolean | undefined;
};

export const post = (state: State, content: Content, posting: Posting): MessageRecord => {
  const message: MessageRecord = {
    channel: posting.channel,
    ts: state.ids.ts(nowOf(state)),
    user: posting.user ?? state.app.botUserId,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    attachments: content.attachments ?? [],
    metadata: content.metadata,
    edited: undefined,
    threadTs: posting.threadTs,
    unfurlLinks: posting.unfurlLinks,
    unfurlMedia: posting.unfurlMedia,
    to: posting.to,
    deleted: false,
    edits: 0,
  };
  const before = state.messages.get(posting.channel);
  if (before) before.push(message);
  else state.messages.set(posting.channel, [message]);
  return message;
};

/** Rewrites a message: parts that the call did not mention stay, as chat.update documents it. */
export const rewrite = (state: State, message: MessageRecord, content: Content): void => {
  message.text = content.text ?? message.text;
  message.blocks = content.blocks ?? message.blocks;
  message.attachments = content.attachments ?? message.attachments;
  message.metadata = content.metadata ?? message.metadata;
  message.edited = { user: state.app.botUserId, ts: state.ids.ts(nowOf(state)) };
  message.edits += 1;
};

/** A message as the Web API and interactions carry it. */
export const messageObject = (state: State, message: MessageRecord): Record<string, unknown> => ({
  type: 'message',
  ...(message.user === state.app.botUserId && {
    subtype: 'bot_message',
    bot_id: state.app.botId,
    app_id: state.app.id,
  }),
  user: message.user,
  team: state.team.id,
  ts: message.ts,
  text: message.text,
  ...(message.blocks.length > 0 && { blocks: message.blocks }),
  ...(message.attachments.length > 0 && { attachments: message.attachments }),
  ...(message.metadata !== undefined && { metadata: message.metadata }),
  ...(message.edited && { edited: message.edited }),
  ...(message.threadTs && { thread_ts: message.threadTs }),
});
