import type { Notices } from '../ports/notices.ts';
import type { NoticeOutcome, PostedRef } from '../ports/posts.ts';
import type { Message } from './views/blocks.ts';

/** What kind of message it is, as its mark says. */
export type What = keyof Notices;
export type Post = (what: What, channel: string, message: Message) => Promise<NoticeOutcome>;
export type PostOrEdit = (...post: [...Parameters<Post>, PostedRef | null]) => Promise<NoticeOutcome>;

/** The one message of a batch, by the key of that batch. `perhaps`: somebody set out to post it and did not note where. */
export type KeepUp = (
  channel: string,
  key: string,
  message: Message,
  posted: PostedRef | 'perhaps' | null,
) => Promise<NoticeOutcome>;
