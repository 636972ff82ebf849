import type { PersonRef } from './command-people.ts';
import { type CommandToken, shown } from './command-tokens.ts';

/** Who is to be invited, and why; `person` is missing when nobody was named, and `self` is whoever types. */
export type JoinRequestWords = {
  readonly kind: 'request';
  readonly person: Extract<PersonRef, { kind: 'mention' | 'email' }> | { readonly kind: 'self' } | null;
  readonly reason: string;
};

/** Reads `a@example.com she joins the project`, or `me I join the project`: the first person that is named, and all the other words. */
export const parseJoinRequest = (tokens: readonly CommandToken[]): JoinRequestWords => {
  const isSelf = tokens[0]?.kind === 'word' && /^(me|myself)$/iu.test(shown(tokens[0]).replace(/[:.-]$/u, ''));
  const index = isSelf ? 0 : tokens.findIndex(({ kind }) => kind === 'mention' || kind === 'email');
  const named = tokens[index];
  const reason = tokens
    .filter((_, at) => at !== index)
    .map((token) => (token.kind === 'comma' ? ',' : shown(token)))
    .join(' ')
    .replace(/ ,/gu, ',')
    .replace(/^[\s,:.-]+/u, '')
    .trim();
  if (isSelf) return { kind: 'request', person: { kind: 'self' }, reason };
  if (named?.kind === 'mention') return { kind: 'request', person: named, reason };
  if (named?.kind === 'email') return { kind: 'request', person: { kind: 'email', email: named.email }, reason };
  return { kind: 'request', person: null, reason };
};
