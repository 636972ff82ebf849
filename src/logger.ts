import { type DestinationStream, type Logger, pino } from 'pino';

// A local part has 64 characters at most; without the bound a long text without spaces would be searched again from each of them.
const ADDRESS = /[^\s@<>"',;:()]{1,64}(?:@|%40)[^\s@<>"',;:()]+\.[^\s@<>"',;:()]+/gi;
const INVITE_LINK = /(\/(?:i|join)\/)[\w-]{20,}/g;
// As long as what `link-signer.ts` makes: a token by itself, as in a cookie.
const INVITE_TOKEN = /(?<![\w-])[\w-]{70}(?![\w-])/g;
const SLACK_TOKEN = /x(?:ox[a-z]|app)-[\w-]+/g;
// Up to the last @: a password may hold one.
const URL_PASSWORD = /(:\/\/[^:/\s]*:)\S+@/g;
const RESPONSE_URL = /(hooks\.slack(?:-gov)?\.com\/\w+\/)[^\s"'<>]+/g;

/** Takes tokens, links, passwords and addresses of people out of a text that is about to be logged. */
const redact = (text: string): string =>
  text
    .replace(URL_PASSWORD, '$1[redacted]@')
    .replace(SLACK_TOKEN, '[token]')
    .replace(INVITE_LINK, '$1[link]')
    .replace(INVITE_TOKEN, '[link]')
    .replace(RESPONSE_URL, '$1[redacted]')
    .replace(ADDRESS, (found) => (found.includes('[redacted]') ? found : '[address]'));

const redactAll = (value: unknown): unknown => {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(redactAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [redact(key), redactAll(inner)]));
};

/** Text by text, not in the JSON of the line, where an address ends in the backslash of `\"` and a new line begins with an n. */
const redactLine = (line: string): string => {
  try {
    return `${JSON.stringify(redactAll(JSON.parse(line)))}\n`;
  } catch {
    return redact(line);
  }
};

/**
 * One JSON line an event, to standard output. The line as a whole is redacted: an address hides in error messages of libraries as
 * easily as in fields of ours.
 */
export const createLogger = (level: string, destination: DestinationStream = process.stdout): Logger =>
  pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line) => destination.write(redactLine(line)) },
  );
