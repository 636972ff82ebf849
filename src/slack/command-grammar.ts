import type { CommandNames } from './command-names.ts';
import { type PersonRef, parsePeople } from './command-people.ts';
import { type CommandToken, commandTokens } from './command-tokens.ts';
import { type CommandWord, isCommandWord, nearestWord } from './command-words.ts';

/** Values as typed; what roles, teams and statuses there are is not known here. */
type ListFilters = { readonly role?: string; readonly team?: string; readonly status?: string };

/** What a command asks for. Nothing here is checked against the store, and nobody's right to ask it either. */
export type CommandRequest =
  | { readonly kind: 'desk' }
  | { readonly kind: 'help'; readonly topic?: CommandWord }
  | { readonly kind: 'list'; readonly query: string; readonly filters: ListFilters }
  | {
      readonly kind: 'invite';
      readonly people: readonly PersonRef[];
      readonly roleText?: string;
      readonly teamText?: string;
    }
  | { readonly kind: 'pending' }
  /** Everybody whose link ran out, or the people named. */
  | { readonly kind: 'reinvite'; readonly expired: true }
  | { readonly kind: 'reinvite'; readonly expired: false; readonly people: readonly PersonRef[] }
  | { readonly kind: 'withdraw'; readonly people: readonly PersonRef[] }
  | { readonly kind: 'whoami' }
  /** `word` is what was typed in its place, `nearest` what may have been meant. */
  | { readonly kind: 'unknown'; readonly word: string; readonly nearest?: CommandWord };

/** How a token reads in an answer or a search. */
const shown = (token: CommandToken | undefined): string => {
  switch (token?.kind) {
    case 'mention':
      return `<@${token.userId}>`;
    case 'email':
      return token.email;
    case 'word':
      return token.text;
    case 'filter':
      return `${token.key}:${token.value}`;
    default:
      return '';
  }
};

const wordOf = (token: CommandToken | undefined): string =>
  token?.kind === 'word' && !token.isQuoted ? token.text.toLowerCase() : '';

const unknown = (word: string): CommandRequest => {
  const nearest = nearestWord(word);
  return { kind: 'unknown', word, ...(nearest && { nearest }) };
};

const isHelp = (token: CommandToken | undefined): boolean => ['help', '?', '--help', '-h'].includes(wordOf(token));

const parseHelp = (rest: readonly CommandToken[]): CommandRequest => {
  const [topic] = rest;
  if (topic === undefined) return { kind: 'help' };
  const word = wordOf(topic);
  return isCommandWord(word) ? { kind: 'help', topic: word } : unknown(shown(topic));
};

const isFilterKey = (key: string): key is keyof ListFilters => key === 'role' || key === 'team' || key === 'status';

const parseList = (rest: readonly CommandToken[]): CommandRequest => {
  const query: string[] = [];
  const filters: { -readonly [Key in keyof ListFilters]: string } = {};
  let openKey: keyof ListFilters | null = null;
  for (const token of rest) {
    const text = shown(token);
    const [before = '', after = ''] = token.kind === 'filter' ? [token.key, token.value] : text.split(/:(.*)/su);
    const key: string = before.toLowerCase();
    if (openKey) {
      // `role: admin`, with a space.
      filters[openKey] = text;
      openKey = null;
    } else if (isFilterKey(key) && text.includes(':')) {
      if (after === '') openKey = key;
      else filters[key] = after;
    } else if (text !== '') query.push(text);
  }
  return { kind: 'list', query: query.join(' '), filters };
};

const parseReinvite = (rest: readonly CommandToken[]): CommandRequest => {
  const isExpired = rest.length === 1 && wordOf(rest[0]) === 'expired';
  return isExpired
    ? { kind: 'reinvite', expired: true }
    : { kind: 'reinvite', expired: false, people: parsePeople(rest).people };
};

const parseWord = (word: CommandWord, rest: readonly CommandToken[]): CommandRequest => {
  // Slack's own commands answer `/command help`; so does every word of ours.
  if (word !== 'help' && rest.length === 1 && isHelp(rest[0])) return { kind: 'help', topic: word };
  switch (word) {
    case 'help':
      return parseHelp(rest);
    case 'list':
      return parseList(rest);
    case 'invite':
      return { kind: 'invite', ...parsePeople(rest) };
    case 'reinvite':
      return parseReinvite(rest);
    case 'withdraw':
      return { kind: 'withdraw', people: parsePeople(rest).people };
    case 'pending':
      return { kind: 'pending' };
    case 'whoami':
      return { kind: 'whoami' };
  }
};

/** Reads what was typed after `/members`. Never throws. */
export const parseCommand = (text: string): CommandRequest => {
  const [first, ...rest] = commandTokens(text);
  if (first === undefined) return { kind: 'desk' };
  if (isHelp(first)) return parseHelp(rest);
  const word = wordOf(first);
  return isCommandWord(word) ? parseWord(word, rest) : unknown(shown(first));
};

/** Reads any of our commands: `/members-invite X` is `/members invite X`. `command` is as Slack sends it. */
export const parseSlashCommand = (names: CommandNames, command: string, text: string): CommandRequest => {
  if (command === names.invite) return parseWord('invite', commandTokens(text));
  if (command === names.reinvite) return parseWord('reinvite', commandTokens(text));
  return parseCommand(text);
};
