import { setTimeout as sleep } from 'node:timers/promises';
import { WebAPIRateLimitedError } from '@slack/web-api';

// A workspace that throttles us this often does not want to be listed now.
const maxWaits = 10;

type Page = { readonly response_metadata?: { readonly next_cursor?: string } };

/** Reads page after page, and waits as long as Slack says in between. @throws what Slack answers otherwise */
export const listPages = async <P extends Page>(
  listPage: (cursor: { readonly cursor?: string }) => Promise<P>,
  take: (page: P) => void,
): Promise<void> => {
  let cursor: string | undefined = '';
  let waits = 0;
  while (cursor !== undefined) {
    const page: P | number = await listPage(cursor ? { cursor } : {}).catch((error: unknown) => {
      waits += 1;
      if (!(error instanceof WebAPIRateLimitedError) || waits > maxWaits) throw error;
      return error.retryAfter;
    });
    if (typeof page === 'number') {
      await sleep(page * 1000, undefined, { ref: false });
      continue;
    }
    take(page);
    cursor = page.response_metadata?.next_cursor || undefined;
  }
};
