import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { WebClient } from '@slack/web-api';

/** Slack gave a place for the content, and did not get it. The next try may do better. */
export class UploadRefused extends Error {}

// A gigabyte, Slack's limit for a file, in a few minutes.
const uploadMs = 5 * 60_000;

/**
 * Hands a file to Slack, piece by piece. Slack wants its length beforehand, so it is written to a file that only we can read and
 * that is gone afterwards. Returns the id; nobody sees the file before it is shared.
 */
export const sendFile = async (client: WebClient, filename: string, chunks: AsyncIterable<string>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'usher-export-'));
  try {
    const path = join(folder, 'content');
    const length = await spool(path, chunks);
    const { upload_url: url, file_id: fileId } = await client.files.getUploadURLExternal({ filename, length });
    if (!url || !fileId) throw new Error('Slack gave no place to upload to.');
    await upload(url, path, length);
    return fileId;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const spool = async (path: string, chunks: AsyncIterable<string>): Promise<number> => {
  const file = await open(path, 'wx', 0o600);
  try {
    let length = 0;
    for await (const chunk of chunks) length += (await file.write(chunk)).bytesWritten;
    return length;
  } finally {
    await file.close();
  }
};

/** The address itself is the permission: our token does not travel there. A redirect is not followed. */
const upload = async (url: string, path: string, length: number): Promise<void> => {
  const send = new URL(url).protocol === 'https:' ? https.request : http.request;
  const headers = { 'content-type': 'text/csv; charset=utf-8', 'content-length': length };
  const request = send(url, { method: 'POST', headers, signal: AbortSignal.timeout(uploadMs) });
  try {
    const [[response]] = await Promise.all([once(request, 'response'), pipeline(createReadStream(path), request)]);
    const { statusCode } = response.resume();
    if (statusCode !== 200) throw new UploadRefused(`Slack answered an upload with ${statusCode}.`);
  } catch (error) {
    throw error instanceof UploadRefused ? error : new UploadRefused('An upload broke off.', { cause: error });
  }
};
