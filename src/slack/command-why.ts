import type { PersonRef } from './command-people.ts';
import { type CommandToken, shown } from './command-tokens.ts';

/** Who can't get in, and what they miss where somebody says so. `person` is missing where nobody was named. */
export type WhyRequest = { readonly kind: 'why'; readonly person?: PersonRef; readonly thing?: string };

// `why @ada in Studio`, `why smith for reports`.
const fillers = new Set(['in', 'into', 'for', 'to', 'use']);

const isFiller = (token: CommandToken): boolean =>
  token.kind === 'word' && !token.isQuoted && fillers.has(token.text.toLowerCase());

const textOf = (tokens: readonly CommandToken[]): string =>
  tokens
    .map(shown)
    .filter((text) => text !== '')
    .join(' ')
    .replace(/\?$/u, '');

const request = (person: PersonRef, rest: readonly CommandToken[]): WhyRequest => {
  const thing = textOf(rest.filter((token, index) => index > 0 || !isFiller(token)));
  return { kind: 'why', person, ...(thing !== '' && { thing }) };
};

/** Reads `@ada studio`, `Ada <a@example.com>` or `smith in Big Reports`: whatever follows the person is what they miss. */
export const parseWhy = (tokens: readonly CommandToken[]): WhyRequest => {
  const at = tokens.findIndex(({ kind }) => kind === 'mention' || kind === 'email');
  const named = tokens[at];
  const after = tokens.slice(at + 1);
  if (named?.kind === 'mention') return request({ kind: 'mention', userId: named.userId }, after);
  if (named?.kind === 'email') return request({ kind: 'email', email: named.email }, after);
  const end = tokens.findIndex(isFiller);
  const words = end < 0 ? tokens : tokens.slice(0, end);
  const text = textOf(words);
  return text === '' ? { kind: 'why' } : request({ kind: 'text', text }, end < 0 ? [] : tokens.slice(end));
};
