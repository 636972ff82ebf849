import type { WebClient } from '@slack/web-api';
import { done, type Result, refused } from '../domain/result.ts';
import { type FileRefusal, maxFileBytes } from '../domain/roster/roster-file.ts';
import type { SlackFile } from './views/import-form.ts';

/** `file_closed`: Slack shows its login page instead, since the app may not read files. */
export type DownloadRefusal =
  | FileRefusal
  | { readonly kind: 'file_closed' }
  | { readonly kind: 'file_gone' }
  | { readonly kind: 'file_unreachable' };

// Where Slack keeps files. Anything else would be given our token.
const fileHosts = new Set(['files.slack.com', 'files.slack-gov.com']);
const SLACK_API = 'https://slack.com/api/';
const DOWNLOAD_MS = 30_000;

/** Slack's own host, or that of the server which plays Slack. */
const isSlacks = (url: URL, apiUrl: string): boolean =>
  apiUrl === SLACK_API
    ? url.protocol === 'https:' && fileHosts.has(url.hostname)
    : url.origin === new URL(apiUrl).origin;

const addressOf = ({ url_private_download: download, url_private: shown }: SlackFile): URL | null => {
  const text = download ?? shown;
  return text && URL.canParse(text) ? new URL(text) : null;
};

/**
 * The content of a file in Slack, with the token of the app: from Slack's host only, without following a redirect, and never more than
 * a list may have, whatever was said of its size.
 */
export const downloadFile = async (
  { token = '', slackApiUrl }: Pick<WebClient, 'token' | 'slackApiUrl'>,
  file: SlackFile,
): Promise<Result<Uint8Array, DownloadRefusal>> => {
  if ((file.size ?? 0) > maxFileBytes) return refused({ kind: 'file_too_large', maxBytes: maxFileBytes });
  const url = addressOf(file);
  if (!url || !isSlacks(url, slackApiUrl)) return refused({ kind: 'file_unreachable' });
  try {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(DOWNLOAD_MS) });
    if (response.status >= 300 && response.status < 400) return refused({ kind: 'file_closed' });
    if (response.status === 404 || response.status === 410) return refused({ kind: 'file_gone' });
    if (!response.ok || !response.body) return refused({ kind: 'file_unreachable' });
    const bytes = await readAtMost(response.body, maxFileBytes);
    if (!bytes) return refused({ kind: 'file_too_large', maxBytes: maxFileBytes });
    const isPage = file.mimetype?.startsWith('text/html') ?? false;
    return !isPage && isLoginPage(response, bytes) ? refused({ kind: 'file_closed' }) : done(bytes);
  } catch {
    return refused({ kind: 'file_unreachable' });
  }
};

/** Null where there is more. */
const readAtMost = async (body: ReadableStream<Uint8Array>, max: number): Promise<Uint8Array | null> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    // Leaving the loop ends the download.
    if (length > max) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** What Slack answers, with status 200, to a token that may not read files. */
const isLoginPage = (response: Response, bytes: Uint8Array): boolean =>
  (response.headers.get('content-type') ?? '').startsWith('text/html') &&
  /sign in|slack/iu.test(Buffer.from(bytes.subarray(0, 2000)).toString('latin1'));
