import { type DestinationStream, type Logger, pino } from 'pino';

const ADDRESS = /[^\s@<>"',;:()]+@[^\s@<>"',;:()]+\.[^\s@<>"',;:()]+/g;
const INVITE_LINK = /(\/i\/)[\w-]{20,}/g;
const SLACK_TOKEN = /\bx(?:ox[a-z]|app)-[\w-]+/g;
const URL_PASSWORD = /(\w+:\/\/[^:/\s]+:)[^@\s]+@/g;
const RESPONSE_URL = /(hooks\.slack\.com\/\w+\/)[\w/]+/g;

/** Takes tokens, links, passwords and addresses of people out of whatever is about to be logged. */
export const redact = (line: string): string =>
  line
    .replace(URL_PASSWORD, '$1[redacted]@')
    .replace(SLACK_TOKEN, '[token]')
    .replace(INVITE_LINK, '$1[link]')
    .replace(RESPONSE_URL, '$1[redacted]')
    .replace(ADDRESS, (found) => (found.includes('[redacted]') ? found : '[address]'));

/**
 * One JSON line an event, to standard output. The line as a whole passes through `redact`: an address hides in error messages of
 * libraries as easily as in fields of ours.
 */
export const createLogger = (level: string, destination: DestinationStream = process.stdout): Logger =>
  pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line) => destination.write(redact(line)) },
  );
