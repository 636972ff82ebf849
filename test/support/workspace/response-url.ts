import { type Answer, type Args, refuse } from './answer.ts';
import { isEmpty, post, readContent, rewrite } from './messages.ts';
import type { ResponseUrl } from './records.ts';
import { nowOf, type State } from './state.ts';

const USES = 5;
const TEXT = 40_000;

export type Posted = { readonly status: number; readonly answer: Answer };

const no = (status: number, error: string): Posted => ({ status, answer: refuse(error) });

/**
 * Says in a conversation what an app answered: as an ephemeral message unless it asks for `in_channel`; with
 * `replace_original` or `delete_original` it changes the message that was clicked. The way of acks and response_urls.
 */
export const respond = (
  state: State,
  args: Args,
  place: Pick<ResponseUrl, 'userId' | 'channel' | 'source'>,
): Posted => {
  if (args['delete_original'] === true && place.source) {
    place.source.deleted = true;
    return { status: 200, answer: { ok: true } };
  }
  const read = readContent(args, state, TEXT);
  if (!read.ok) {
    state.refusals.push(`response: ${read.answer.error}: ${JSON.stringify(read.answer['errors'] ?? [])}`);
    return { status: 400, answer: read.answer };
  }
  if (isEmpty(read.content)) return no(400, 'no_text');
  if (args['replace_original'] === true && place.source) {
    // Unlike chat.update, a replacement replaces all of it.
    rewrite(state, place.source, {
      ...read.content,
      text: read.content.text ?? '',
      blocks: read.content.blocks ?? [],
      attachments: read.content.attachments ?? [],
    });
  } else {
    const to = args['response_type'] === 'in_channel' ? undefined : place.userId;
    post(state, read.content, { channel: place.channel, to });
  }
  return { status: 200, answer: { ok: true } };
};

/** A POST to a response_url: five uses in thirty minutes. */
export const useResponseUrl = (state: State, secret: string, args: Args): Posted => {
  const url = state.responseUrls.get(secret);
  if (!url) return no(404, 'invalid_url');
  if (nowOf(state) > url.expiresAt) return no(404, 'expired_url');
  if (url.uses >= USES) return no(404, 'used_url');
  url.uses += 1;
  return respond(state, args, url);
};
