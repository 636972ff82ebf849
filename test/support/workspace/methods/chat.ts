import { type Args, answer, flagArg, type Method, refuse, textArg } from '../answer.ts';
import { targetOf } from '../conversations.ts';
import { isEmpty, messageObject, post, readContent, rewrite } from '../messages.ts';
import type { MessageRecord } from '../records.ts';
import type { State } from '../state.ts';

// chat.postMessage takes 40,000 characters and cuts the rest off: refused here, so that nothing is lost in silence.
const POST_TEXT = 40_000;
const UPDATE_TEXT = 4000;

const warnOfMissingText = (state: State, method: string, text: string | undefined): void => {
  if (!text) state.warnings.push(`${method}: blocks without top-level text: notifications and screen readers get none`);
};

export const chatPostMessage: Method = (args, state) => {
  const target = targetOf(state, textArg(args, 'channel'));
  if (!target.ok) return refuse(target.error);
  const read = readContent(args, state, POST_TEXT);
  if (!read.ok) return read.answer;
  if (isEmpty(read.content)) return refuse('no_text');
  warnOfMissingText(state, 'chat.postMessage', read.content.text);
  const message = post(state, read.content, {
    channel: target.channel,
    threadTs: textArg(args, 'thread_ts'),
    unfurlLinks: flagArg(args, 'unfurl_links'),
    unfurlMedia: flagArg(args, 'unfurl_media'),
  });
  return answer({ channel: message.channel, ts: message.ts, message: messageObject(state, message) });
};

export const chatPostEphemeral: Method = (args, state) => {
  const target = targetOf(state, textArg(args, 'channel'));
  if (!target.ok) return refuse(target.error);
  const user = textArg(args, 'user') ?? '';
  const members = state.channels.get(target.channel)?.members;
  if (members ? !members.has(user) : state.directs.get(target.channel) !== user) return refuse('user_not_in_channel');
  const read = readContent(args, state, POST_TEXT);
  if (!read.ok) return read.answer;
  if (isEmpty(read.content)) return refuse('no_text');
  warnOfMissingText(state, 'chat.postEphemeral', read.content.text);
  return answer({ message_ts: post(state, read.content, { channel: target.channel, to: user }).ts });
};

type Found = { ok: true; message: MessageRecord } | { ok: false; error: string };

const findOwn = (args: Args, state: State, foreign: string): Found => {
  const channel = textArg(args, 'channel') ?? '';
  if (!state.channels.has(channel) && !state.directs.has(channel)) return { ok: false, error: 'channel_not_found' };
  const ts = textArg(args, 'ts');
  const message = state.messages.get(channel)?.find((one) => one.ts === ts && !one.deleted && one.to === undefined);
  if (!message) return { ok: false, error: 'message_not_found' };
  if (message.user !== state.app.botUserId) return { ok: false, error: foreign };
  return { ok: true, message };
};

export const chatUpdate: Method = (args, state) => {
  const found = findOwn(args, state, 'cant_update_message');
  if (!found.ok) return refuse(found.error);
  if (state.channels.get(found.message.channel)?.isArchived) return refuse('is_inactive');
  const read = readContent(args, state, UPDATE_TEXT);
  if (!read.ok) return read.answer;
  const { text, blocks, attachments } = read.content;
  if (text === undefined && !blocks && !attachments) return refuse('no_text');
  if (isEmpty({ ...read.content, blocks: blocks ?? found.message.blocks, text: text ?? found.message.text }))
    return refuse('no_text');
  warnOfMissingText(state, 'chat.update', text);
  rewrite(state, found.message, read.content);
  const { message } = found;
  return answer({
    channel: message.channel,
    ts: message.ts,
    text: message.text,
    message: messageObject(state, message),
  });
};

export const chatDelete: Method = (args, state) => {
  const found = findOwn(args, state, 'cant_delete_message');
  if (!found.ok) return refuse(found.error);
  found.message.deleted = true;
  return answer({ channel: found.message.channel, ts: found.message.ts });
};
