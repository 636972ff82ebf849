import type { IncomingMessage } from 'node:http';

const readRaw = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

/** The arguments of a call, from a form or a JSON body and the query; `broken` if the JSON is none. */
export const readArguments = async (
  request: IncomingMessage,
  url: URL,
): Promise<Record<string, unknown> | 'broken'> => {
  const query = Object.fromEntries(url.searchParams);
  const raw = await readRaw(request);
  if (!request.headers['content-type']?.includes('json'))
    return { ...query, ...Object.fromEntries(new URLSearchParams(raw)) };
  try {
    const body: unknown = JSON.parse(raw || '{}');
    return typeof body === 'object' && body !== null ? { ...query, ...body } : 'broken';
  } catch {
    return 'broken';
  }
};
